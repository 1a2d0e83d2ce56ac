import { createServer, type IncomingMessage, type Server } from 'node:http';
import { limitedBody } from './limited-body.ts';
import { parseUsage } from './parse-usage.ts';
import type { UsageRecord } from './usage-record.ts';

export interface MeterPorts {
  /** Names that the manifest declares. */
  readonly metrics: readonly string[];
  /** Resolves once it is kept. */
  readonly record: (usage: UsageRecord) => Promise<void>;
  readonly now: () => number;
}

const MOST_BYTES = 16 * 1_024;
const MOST_PER_SECOND = 200;
const MOST_CONNECTIONS = 256;

class TooLongError extends Error {
  override readonly name = 'TooLongError';
}

/** Takes what one instance says it used: each has a server of its own, so none can speak for another. */
export function createMeterServer({ metrics, record, now }: MeterPorts): Server {
  let second = 0;
  let count = 0;
  const isTooOften = (): boolean => {
    const current = Math.floor(now() / 1_000);
    count = current === second ? count + 1 : 1;
    second = current;
    return count > MOST_PER_SECOND;
  };
  const take = async (incoming: IncomingMessage): Promise<readonly [number, string?]> => {
    if (isTooOften()) return [429, `No more than ${MOST_PER_SECOND} a second; try again.`];
    const usage = parseUsage(await readText(incoming), metrics);
    if (typeof usage === 'string') return [400, usage];
    await record(usage);
    return [204];
  };
  const server = createServer({ requestTimeout: 10_000 }, (incoming, outgoing) => {
    take(incoming)
      .catch((error: unknown): readonly [number, string] =>
        error instanceof TooLongError
          ? [413, 'Expected an object with id, metric and value.']
          : [503, 'It could not be kept; try again.'],
      )
      .then(([status, text]) => {
        incoming.resume();
        outgoing.writeHead(status).end(text);
      });
  });
  server.maxConnections = MOST_CONNECTIONS;
  return server;
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of limitedBody(incoming, MOST_BYTES, () => new TooLongError())) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
