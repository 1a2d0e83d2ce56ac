import { Agent, request } from 'node:http';
import { createHistogram } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { assembleBatch, batchesOf, copiesIn, installationOf, type LoadPlan } from './ingest-load.ts';

export interface Load {
  readonly url: string;
  readonly plan: LoadPlan;
  /** Requests that are under way at the same time. */
  readonly connections: number;
  /** By installation, as they are now. */
  readonly tokens: Readonly<Record<string, string>>;
}

export interface LoadFigures {
  readonly seconds: number;
  readonly requests: number;
  /** Milliseconds from a request until its answer is whole; those that were sent away first count from the last time. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that said to come again: 429 and 503. */
  readonly sentAway: number;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

const RETRY_MS = 1_000;

/**
 * Sends events as fast as they are taken, and checks that each counts once. It holds no more than what is under way.
 *
 * @throws when an answer is not what it should be: nothing else was measured then
 */
export async function sendLoad(load: Load, onProgress: (events: number) => void): Promise<LoadFigures> {
  const { plan, connections } = load;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times = createHistogram({ figures: 3 });
  const batches = batchesOf(plan);
  const counted = { events: 0, copies: 0, accepted: 0, duplicates: 0, sentAway: 0 };
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < batches) {
      const batch = next++;
      const events = assembleBatch(plan, batch);
      const body = JSON.stringify(events);
      for (let answered = false; !answered; ) {
        const started = performance.now();
        const { status, text } = await post(load, agent, installationOf(plan, batch), body);
        answered = status === 200;
        if (answered) {
          times.record(Math.max(1, Math.round((performance.now() - started) * 1_000)));
          const { accepted, duplicates } = JSON.parse(text) as { accepted: number; duplicates: number };
          counted.accepted += accepted;
          counted.duplicates += duplicates;
        } else if (status === 429 || status === 503) {
          counted.sentAway++;
          await delay(RETRY_MS);
        } else throw new Error(`Events were answered with HTTP ${status}: ${text.slice(0, 500)}`);
      }
      counted.events += events.length;
      counted.copies += copiesIn(plan, batch);
      onProgress(counted.events);
    }
  };
  const started = performance.now();
  try {
    await Promise.all(Array.from({ length: connections }, client));
  } finally {
    agent.destroy();
  }
  const seconds = (performance.now() - started) / 1_000;
  const { events, copies, accepted, duplicates, sentAway } = counted;
  if (accepted !== events - copies || duplicates !== copies)
    throw new Error(
      `Of ${events} events with ${copies} copies ${accepted} were accepted, and ${duplicates} known already.`,
    );
  const millisecondsAt = (percent: number): number => Math.round(times.percentile(percent) / 100) / 10;
  return { seconds, requests: batches, p50Ms: millisecondsAt(50), p99Ms: millisecondsAt(99), sentAway };
}

function post({ url, tokens }: Load, agent: Agent, installation: string, body: string): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${tokens[installation]}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const asking = request(`${url}/api/v1/usage/events`, { agent, method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asking.on('error', reject);
    asking.end(body);
  });
}
