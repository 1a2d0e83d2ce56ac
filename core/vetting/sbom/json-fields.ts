/** A JSON object, whatever it holds. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field of an object; undefined when the value is none, or has inherited the name. */
export function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A field that holds text with something in it. */
export function textOf(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return typeof field === 'string' && field.trim() !== '' ? field : undefined;
}

/** The items of a field; none when it is no list. */
export function listOf(value: unknown, name: string): readonly unknown[] {
  const field = fieldOf(value, name);
  return Array.isArray(field) ? field : [];
}

/** The texts among the items of a field; a text alone counts as a list of one. */
export function textsOf(value: unknown, name: string): readonly string[] {
  const field = fieldOf(value, name);
  return [field].flat().filter((item): item is string => typeof item === 'string' && item.trim() !== '');
}

/** The fields that have a value, as `exactOptionalPropertyTypes` asks for. */
export function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> };
export function present(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
