import type { SendResult } from './send.ts';

const LONGEST_DETAIL = 1_000;

/**
 * Reads the answer of `POST /api/v1/usage/events`.
 * @returns a result for each event; undefined where it is not that of as many events
 */
export function parseAnswer(text: string, events: number): readonly SendResult[] | undefined {
  const results = resultsOf(text);
  if (results?.length !== events) return undefined;
  const parsed = results.flatMap((result, index) => parseResult(result, index) ?? []);
  return parsed.length === events ? parsed : undefined;
}

function resultsOf(text: string): readonly unknown[] | undefined {
  try {
    const { results } = JSON.parse(text) as { readonly results?: unknown };
    return Array.isArray(results) ? results : undefined;
  } catch {
    return undefined;
  }
}

function parseResult(result: unknown, place: number): SendResult | undefined {
  if (typeof result !== 'object' || result === null) return undefined;
  const { index, status, code, detail } = result as Readonly<Record<string, unknown>>;
  if (index !== place) return undefined;
  switch (status) {
    case 'accepted':
    case 'duplicate':
      return { status };
    case 'conflict':
    case 'rejected':
      return { status, code: textOf(code), detail: textOf(detail) };
    default:
      return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, LONGEST_DETAIL) : undefined;
}
