import { asRecord, asText } from './json-value.ts';

export interface Deprecation {
  announced: string | undefined;
  sunset: string;
  replacement: string | undefined;
  migrationGuide: string | undefined;
  reason: string | undefined;
}

/** The plan to end an entry, when its lifecycle holds one. */
export function parseDeprecation(lifecycle: unknown): Deprecation | undefined {
  const record = asRecord(asRecord(lifecycle)['deprecation']);
  const sunset = asText(record['sunset']);
  if (!sunset) return undefined;
  return {
    announced: asText(record['announced']),
    sunset,
    replacement: asText(record['replacement']),
    migrationGuide: asText(record['migrationGuide']),
    reason: asText(record['reason']),
  };
}
