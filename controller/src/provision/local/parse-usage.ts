import type { UsageRecord } from './usage-record.ts';

const LONGEST_ID = 200;
const DECIMAL = /^\d{1,18}(\.\d{1,12})?$/;

/** What code says it used. @returns why it is none, where it is none */
export function parseUsage(body: string, metrics: readonly string[]): UsageRecord | string {
  const usage = parseObject(body);
  if (usage === undefined) return 'Expected an object with id, metric and value.';
  const { id, metric, value = '1' } = usage;
  if (
    typeof id !== 'string' ||
    id === '' ||
    id.length > LONGEST_ID ||
    !id.isWellFormed() ||
    id.includes('\0')
  )
    return `Expected an id of 1 to ${LONGEST_ID} characters.`;
  if (typeof metric !== 'string' || !metrics.includes(metric))
    return `The manifest declares no metric ${show(metric)}; it has: ${metrics.join(', ') || 'none'}.`;
  if (typeof value !== 'string' || !DECIMAL.test(value))
    return 'Expected the value as a text with a decimal number, such as "1" or "0.25".';
  return { id, metric, value };
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 100);
}

function parseObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
