import type { Instance } from '@souk/model/installation/instance.ts';
import { RECORD_OUTPUT } from '../module/render-root.ts';
import { checkInstance } from './check-instance.ts';

/** What a state holds, as far as it is of use. */
export interface HeldState {
  /** Resources that are managed in it; those that are only read are none. */
  readonly resources: number;
  /** The instance that was applied last, as the state itself says; undefined where it does not. */
  readonly instance: Instance | undefined;
}

/** @throws {SyntaxError} for what is no state */
export function parseState(text: string): HeldState {
  if (text.trim() === '') return { resources: 0, instance: undefined };
  const state = JSON.parse(text) as {
    readonly resources?:
      | readonly { readonly mode?: string; readonly instances?: readonly unknown[] }[]
      | null;
    readonly outputs?: Readonly<Record<string, { readonly value?: unknown }>> | null;
  };
  const managed = (state.resources ?? []).filter(
    ({ mode, instances }) => mode === 'managed' && (instances?.length ?? 0) > 0,
  );
  return { resources: managed.length, instance: instanceOf(state.outputs?.[RECORD_OUTPUT]?.value) };
}

/** An instance that was written down as text; undefined for what is none. */
export function instanceOf(text: unknown): Instance | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return checkInstance(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
