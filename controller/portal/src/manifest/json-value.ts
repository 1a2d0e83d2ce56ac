// Readers of unknown JSON. A manifest reaches the portal as written, also when it breaks its schema; what has the
// wrong shape reads as absent instead of breaking the page.

export type JsonRecord = Record<string, unknown>;

/** A string, or a number or boolean as its text. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asTexts(value: unknown): string[] {
  return asList(value).flatMap((item) => asText(item) ?? []);
}

export function asRecord(value: unknown): JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRecord) : {};
}

/** A list whose items are objects, or plain strings that stand for an object with only `key`. */
export function asRecords(value: unknown, key: string): JsonRecord[] {
  return asList(value).map((item) => (typeof item === 'string' ? { [key]: item } : asRecord(item)));
}

export function asWebAddress(value: unknown): string | undefined {
  const text = asText(value);
  return text && /^https?:\/\//i.test(text) ? text : undefined;
}

export function asRiskTier(value: unknown): 'low' | 'medium' | 'high' | undefined {
  return value === 'low' || value === 'medium' || value === 'high' ? value : undefined;
}
