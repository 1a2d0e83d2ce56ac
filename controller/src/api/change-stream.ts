import type { Writable } from 'node:stream';
import type { Clock } from '../clock.ts';
import type { ChangeFeed } from '../events/change-feed.ts';
import { formatCursor, placeCursor } from '../events/feed-cursor.ts';
import { type Subscribe, WakeUps } from '../events/wake-ups.ts';
import { changeBody } from './change-body.ts';

const PAGE = 100;
const HEARTBEAT_MS = 15_000;
/** How long a client may leave what it was sent lying. */
const PATIENCE_MS = 30_000;
/** How long it then has to read the farewell. */
const FAREWELL_MS = 5_000;
const RECONNECT_MS = 2_000;

export interface ChangeStreamPorts {
  readonly feed: ChangeFeed;
  readonly clock: Clock;
  readonly subscribe: Subscribe;
}

/** Where a stream begins. */
export interface StreamStart {
  readonly epoch: string;
  readonly after: number;
}

/**
 * Writes changes as server-sent events until the signal fires or the client is too slow. What a client has not read
 * stays in the store: a stream never holds more than one page in memory.
 */
export async function streamChanges(
  target: Writable,
  { feed, clock, subscribe }: ChangeStreamPorts,
  { epoch, after }: StreamStart,
  ended: AbortSignal,
): Promise<void> {
  const wakeUps = new WakeUps(subscribe, clock, ended);
  let seen = after;
  // An id without data moves the place that a client resumes from, and nothing else.
  const place = (): string => `id: ${formatCursor(epoch, seen)}\n\n`;
  try {
    let keepsUp = await send(target, `retry: ${RECONNECT_MS}\n${place()}`, clock, ended);
    while (keepsUp && !ended.aborted) {
      wakeUps.attend();
      const { bounds, changes, next, atEnd } = await feed.read(seen, PAGE);
      const start = placeCursor({ epoch, seq: seen }, bounds);
      if (!start.ok) return farewell(target, start.reason);
      seen = next;
      const events = changes.map((change) => {
        const body = changeBody(change, epoch);
        return `id: ${body.cursor}\nevent: change\ndata: ${JSON.stringify(body)}\n\n`;
      });
      if (events.length > 0) keepsUp = await send(target, events.join(''), clock, ended);
      if (!keepsUp || !atEnd) continue;
      if (!(await wakeUps.rest(HEARTBEAT_MS)) && !ended.aborted)
        keepsUp = await send(target, `: nothing new\n${place()}`, clock, ended);
    }
    if (!keepsUp) await dropSlow(target, clock);
    else farewell(target, 'The service stops. Come back and go on from where you are.');
  } finally {
    wakeUps.stop();
  }
}

/** False when the client has not taken what it was sent in good time. */
async function send(target: Writable, text: string, clock: Clock, ended: AbortSignal): Promise<boolean> {
  if (target.destroyed || target.write(text)) return true;
  const over = new AbortController();
  const finish = (): void => over.abort();
  target.once('drain', finish).once('close', finish);
  ended.addEventListener('abort', finish, { once: true });
  await clock.sleep(PATIENCE_MS, over.signal);
  target.off('drain', finish).off('close', finish);
  ended.removeEventListener('abort', finish);
  return over.signal.aborted;
}

function farewell(target: Writable, reason: string): void {
  if (!target.destroyed) target.end(`retry: ${RECONNECT_MS}\n: ${reason}\n\n`);
}

async function dropSlow(target: Writable, clock: Clock): Promise<void> {
  farewell(target, 'You read more slowly than the registry changes. Come back and go on from where you are.');
  const closed = new AbortController();
  target.once('close', () => closed.abort());
  await clock.sleep(FAREWELL_MS, closed.signal);
  target.destroy();
}
