import type { PolicySurroundings } from './policy-input.ts';
import type { RuleInput } from './project-input.ts';

/** A value that a rule looks at. */
export interface ValueRead {
  /** As it was traced: `input.entity.owner`, `data.config.org.vendors`. */
  readonly path: string;
  readonly from: 'manifest' | 'before' | 'references' | 'settings' | 'config' | 'other';
  /** JSON pointer into the manifest, or into the file of the configuration. */
  readonly pointer: string;
  /** Absent where there is nothing. */
  readonly value?: unknown;
}

/** What a rule looks at, with the values that it finds there. */
export function valuesRead(
  reads: readonly string[],
  input: RuleInput,
  { now, settings }: PolicySurroundings,
  config: Readonly<Record<string, unknown>>,
): ValueRead[] {
  const everything = { input: { ...input, now, settings }, data: { config } };
  return reads.map((path) => {
    const names = path.split('.');
    const value = valueAt(everything, names);
    return { path, ...origin(names), ...(value === undefined ? {} : { value }) };
  });
}

function origin(names: readonly string[]): Pick<ValueRead, 'from' | 'pointer'> {
  const [root, first, ...rest] = names;
  const pointer = rest.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  if (root === 'data') return { from: 'config', pointer };
  switch (first) {
    case 'entity':
      return { from: 'manifest', pointer };
    case 'before':
      return { from: 'before', pointer };
    case 'refs':
      return { from: 'references', pointer };
    case 'settings':
      return { from: 'settings', pointer };
    default:
      return { from: 'other', pointer };
  }
}

function valueAt(value: unknown, names: readonly string[]): unknown {
  return names.reduce<unknown>((current, name) => {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, name)) return undefined;
    return (current as Readonly<Record<string, unknown>>)[name];
  }, value);
}
