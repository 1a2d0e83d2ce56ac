/** A JSON object of the double's store. */
export type Json = Record<string, unknown>;

/** Segments of the path of a field; items of lists that have keys are named by them, as `k:{"name":"main"}`. */
type Path = readonly string[];

/** Lists whose items Kubernetes merges by key; all others are one value. */
function listKeys(path: Path): readonly string[] | undefined {
  const name = path.at(-1);
  const above = path.at(-2) ?? '';
  if (name === 'ports') {
    if (above.startsWith('k:')) return ['containerPort', 'protocol'];
    return path.length === 2 ? ['port', 'protocol'] : undefined;
  }
  if (name === 'volumeMounts') return ['mountPath'];
  return ['containers', 'volumes', 'env', 'imagePullSecrets'].includes(name ?? '') ? ['name'] : undefined;
}

function keyOf(item: unknown, keys: readonly string[]): string {
  const pairs = keys.map((key) => [key, (item as Json)[key]]);
  return `k:${JSON.stringify(Object.fromEntries(pairs))}`;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every field of an object with its value, by path; what only says which object it is has no owner. */
export function fieldsOf(object: Json): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  const visit = (value: unknown, path: Path): void => {
    const keys = Array.isArray(value) ? listKeys(path) : undefined;
    if (keys !== undefined)
      for (const item of value as unknown[]) {
        fields.set(JSON.stringify([...path, keyOf(item, keys)]), '');
        visit(item, [...path, keyOf(item, keys)]);
      }
    else if (isObject(value) && Object.keys(value).length > 0)
      for (const [key, part] of Object.entries(value)) visit(part, [...path, key]);
    else fields.set(JSON.stringify(path), JSON.stringify(value));
  };
  const { apiVersion: _, kind: __, status: ___, metadata = {}, ...rest } = object;
  const { labels, annotations } = metadata as Json;
  visit(
    { ...rest, metadata: { ...(labels ? { labels } : {}), ...(annotations ? { annotations } : {}) } },
    [],
  );
  return fields;
}

/** Lays the fields of one object over another. */
export function laidOver(below: unknown, above: unknown, path: Path = []): unknown {
  const keys = Array.isArray(above) && Array.isArray(below) ? listKeys(path) : undefined;
  if (keys !== undefined) {
    const items = new Map((below as unknown[]).map((item) => [keyOf(item, keys), item]));
    const merged = (above as unknown[]).map((item) => {
      const key = keyOf(item, keys);
      const under = items.get(key);
      items.delete(key);
      return under === undefined ? item : laidOver(under, item, [...path, key]);
    });
    return [...merged, ...items.values()];
  }
  if (!isObject(below) || !isObject(above)) return above;
  const parts = Object.entries(above).map(([key, part]) => [key, laidOver(below[key], part, [...path, key])]);
  return { ...below, ...Object.fromEntries(parts) };
}

/** The same without some fields, and without what held nothing else. */
export function without(value: unknown, gone: ReadonlySet<string>, path: Path = []): unknown {
  if (gone.has(JSON.stringify(path)) && !isHeld(path, value)) return undefined;
  const keys = Array.isArray(value) ? listKeys(path) : undefined;
  if (keys !== undefined) {
    const items = (value as unknown[]).flatMap(
      (item) => without(item, gone, [...path, keyOf(item, keys)]) ?? [],
    );
    return items.length === 0 && (value as unknown[]).length > 0 ? undefined : items;
  }
  if (!isObject(value) || Object.keys(value).length === 0) return value;
  const parts = Object.entries(value).flatMap(([key, part]) => {
    const rest = without(part, gone, [...path, key]);
    return rest === undefined ? [] : [[key, rest] as const];
  });
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}

/** A list item goes with its key; any other part goes only when it is a value itself. */
function isHeld(path: Path, value: unknown): boolean {
  return !path.at(-1)?.startsWith('k:') && isObject(value) && Object.keys(value).length > 0;
}
