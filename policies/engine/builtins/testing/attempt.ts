import { BuiltinError } from '../builtin-error.ts';
import type { Builtin } from '../create-builtins.ts';
import { type Answer, type Call, canonical } from './call-policy.ts';

/** What the host's builtin gives, as the SDK hands it to WebAssembly; undefined when it refuses. */
export function attempt(builtins: Readonly<Record<string, Builtin>>, { builtin, args }: Call): Answer {
  try {
    const json = JSON.stringify(builtins[builtin]?.(...args));
    if (json === undefined) throw new Error(`${builtin} gave nothing and did not say why`);
    return canonical(json);
  } catch (error) {
    if (error instanceof BuiltinError && error.builtin === builtin) return undefined;
    throw error;
  }
}
