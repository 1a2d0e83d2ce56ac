import type { Labels } from './incident.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export function parseObject(body: string): JsonObject | undefined {
  try {
    return objectOf(JSON.parse(body));
  } catch {
    return undefined;
  }
}

export function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** The fields that are texts. */
export function labelsOf(value: unknown): Labels {
  const entries = Object.entries(objectOf(value) ?? {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Milliseconds since 1970. */
export function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Links that a person may be sent to: no other scheme, nothing that ends the link within a message. */
export function webLink(label: string, url: string | undefined): { label: string; url: string }[] {
  if (url === undefined || url.length > 2_000 || /[\s<>|]/.test(url) || !URL.canParse(url)) return [];
  return /^https?:$/.test(new URL(url).protocol) ? [{ label, url }] : [];
}
