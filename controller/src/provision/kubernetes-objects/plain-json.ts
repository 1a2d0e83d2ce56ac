/** Characters that parsers of YAML 1.1 take for the end of a line, or refuse; JSON can write them otherwise. */
const TROUBLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A value as JSON text: the same for the same value, whatever the order of its keys, one line for each part. */
export function plainJson(value: unknown): string {
  return escaped(JSON.stringify(sorted(value), undefined, 2));
}

/** The same in one line. */
export function plainJsonLine(value: unknown): string {
  return escaped(JSON.stringify(sorted(value)));
}

function escaped(json: string): string {
  return json.replaceAll(TROUBLE, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}
