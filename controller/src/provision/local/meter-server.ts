import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import type { UsageRecord } from '../../metering/record-usage.ts';

export type RecordUsage = (usage: UsageRecord) => Promise<void>;

const LONGEST_ID = 200;
const DECIMAL = /^\d{1,18}(\.\d{1,12})?$/;

/** Takes what one instance says it used: each has a server of its own, so none can speak for another. */
export function createMeterServer(metrics: readonly string[], record: RecordUsage): Server {
  return createServer({ requestTimeout: 10_000 }, (incoming, outgoing) => {
    const answer = async (): Promise<void> => {
      const usage = parseUsage(await text(incoming), metrics);
      if (typeof usage === 'string') {
        outgoing.writeHead(400).end(usage);
        return;
      }
      await record(usage);
      outgoing.writeHead(204).end();
    };
    answer().catch(() => {
      if (!outgoing.headersSent) outgoing.writeHead(503).end('It could not be kept; try again.');
    });
  });
}

/** @returns why it is none, where it is none */
function parseUsage(body: string, metrics: readonly string[]): UsageRecord | string {
  const usage = parseObject(body);
  if (usage === undefined) return 'Expected an object with id, metric and value.';
  const { id, metric, value = '1' } = usage;
  if (typeof id !== 'string' || id === '' || id.length > LONGEST_ID)
    return `Expected an id of 1 to ${LONGEST_ID} characters.`;
  if (typeof metric !== 'string' || !metrics.includes(metric))
    return `The manifest declares no metric ${JSON.stringify(metric)}; it has: ${metrics.join(', ') || 'none'}.`;
  if (typeof value !== 'string' || !DECIMAL.test(value))
    return 'Expected the value as a text with a decimal number, such as "1" or "0.25".';
  return { id, metric, value };
}

function parseObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
