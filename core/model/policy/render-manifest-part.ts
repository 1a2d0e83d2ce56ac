import { stringify } from 'yaml';
import { parsePointer, valueAt } from '../finding/json-pointer.ts';

/** Lines of one field that are shown; of a longer one only the part that matters. */
const MOST_LINES = 14;

/** The parts of a manifest that some JSON pointers are about, as YAML; what is not there is named in a comment. */
export function renderManifestPart(entity: unknown, pointers: readonly string[]): string {
  const wanted = pointers.length === 0 ? [''] : pointers;
  const parts = new Map<string, string>();
  const absent = new Set<string>();
  for (const pointer of wanted) {
    const tokens = parsePointer(pointer);
    const [field] = tokens;
    const there = deepestPart(entity, tokens);
    const missing = tokens[there.length];
    // Of a list one sees that an item is not there.
    if (missing !== undefined && !/^\d+$/.test(missing)) absent.add([...there, missing].join('.'));
    if (field === undefined) parts.set('', renderYaml(pick(entity, ['kind', 'id'])));
    else if (there.length > 0 && !parts.has(field)) parts.set(field, renderField(entity, there));
  }
  return [...parts.values(), ...[...absent].sort().map((name) => `# no ${name}\n`)].join('');
}

/** Tokens of the pointer, as far as the entity goes. */
function deepestPart(entity: unknown, tokens: readonly string[]): readonly string[] {
  const depth = tokens.findIndex((_, i) => valueAt(entity, toPointer(tokens.slice(0, i + 1))) === undefined);
  return depth === -1 ? tokens : tokens.slice(0, depth);
}

/** As much around a value as fits. */
function renderField(entity: unknown, tokens: readonly string[]): string {
  const candidates = tokens.map((_, i) => renderYaml(nest(entity, tokens.slice(0, i + 1))));
  return candidates.find((text) => text.split('\n').length <= MOST_LINES + 1) ?? candidates.at(-1) ?? '';
}

/** The value at a path within the objects and lists that lead to it, and nothing else. */
function nest(entity: unknown, tokens: readonly string[]): unknown {
  return tokens.reduceRight<unknown>(
    (inner, token, i) =>
      Array.isArray(valueAt(entity, toPointer(tokens.slice(0, i)))) ? [inner] : { [token]: inner },
    valueAt(entity, toPointer(tokens)),
  );
}

function pick(value: unknown, names: readonly string[]): Record<string, unknown> {
  const fields = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(fields, name)).map((name) => [name, fields[name]]),
  );
}

function toPointer(tokens: readonly string[]): string {
  return tokens.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export function renderYaml(value: unknown): string {
  return stringify(value, { lineWidth: 100, aliasDuplicateObjects: false });
}
