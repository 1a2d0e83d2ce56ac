import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { BoundedLog } from './bounded-log.ts';
import { type Clock, systemClock } from './clock.ts';
import { lockSpool } from './lock-spool.ts';
import { orAborted } from './or-aborted.ts';
import { hasReached, type Position } from './position.ts';
import { type OpenFile, openNewFile } from './segment-writer.ts';
import type { Send } from './send.ts';
import { SendLoop } from './send-loop.ts';
import { Spool } from './spool.ts';
import { renderLine } from './spooled-line.ts';
import type { Identified, UsageClient, UsageNews } from './usage-client.ts';
import { UsageClientError } from './usage-client-error.ts';

export interface UsageClientPorts<E extends Identified> {
  /** Folder that events wait in; it is made when it is not there. One process has it at a time. */
  readonly spool: string;
  readonly send: Send<E>;
  /** Bytes that what waits may take on disk: 64 MiB when absent. */
  readonly mostBytes?: number;
  /** Bytes that `refused.jsonl` and `quarantine.jsonl` may take each: 4 MiB when absent. */
  readonly mostLogBytes?: number;
  /** Told of what somebody should look into. */
  readonly onNews?: (news: UsageNews<E>) => void;
  readonly clock?: Clock;
  /** From 0 up to 1. */
  readonly random?: () => number;
  /** Makes the file of a segment. */
  readonly openFile?: OpenFile;
}

const MIB = 1_024 * 1_024;
/** As many bytes as a line of the API may have. */
const LONGEST_EVENT = 16 * 1_024;
/** Below this a segment would hold no line. */
const LEAST_BYTES = 16 * LONGEST_EVENT;

/**
 * Keeps what was used on disk until it counts, and sends it in the background. A process may be killed at any time: what
 * `record` has acknowledged is sent, and what was sent twice counts once.
 *
 * @throws {UsageClientError} `in-use`, `not-writable`; {RangeError} for a bound that is too low
 */
export async function openUsageClient<E extends Identified>({
  spool: folder,
  send,
  mostBytes = 64 * MIB,
  mostLogBytes = 4 * MIB,
  onNews = () => {},
  clock = systemClock,
  random = Math.random,
  openFile = openNewFile,
}: UsageClientPorts<E>): Promise<UsageClient<E>> {
  if (!(mostBytes >= LEAST_BYTES))
    throw new RangeError(`Expected mostBytes of at least ${LEAST_BYTES}; found ${mostBytes}.`);
  const release = await takeFolder(folder);
  const closing = new AbortController();
  const flushes = new Set<{ readonly target: Position; readonly resolve: () => void }>();
  const settled = (): void => {
    for (const flush of flushes) if (hasReached(spool.at, flush.target)) flush.resolve();
  };
  let spool: Spool;
  try {
    spool = await Spool.open({ folder, mostBytes, openFile, onWritten: () => loop.wake() });
  } catch (error) {
    release();
    throw error;
  }
  const loop = new SendLoop<E>({
    ...{ spool, send, clock, random, tell: safely(onNews), onSettled: settled },
    refused: new BoundedLog(folder, 'refused', mostLogBytes),
    quarantine: new BoundedLog(folder, 'quarantine', mostLogBytes),
  });
  const running = loop.run(closing.signal);
  let closed: Promise<void> | undefined;

  return {
    record: async (event) => {
      if (closed !== undefined) throw closedError();
      const id = idOf(event);
      const line = renderEvent({ ...event, id }, clock.now().getTime());
      await spool.append(line);
      return id;
    },
    flush: async (signal) => {
      const either = signal === undefined ? closing.signal : AbortSignal.any([closing.signal, signal]);
      await orAborted(spool.idle(), either);
      const { promise, resolve } = Promise.withResolvers<void>();
      const flush = { target: spool.end, resolve };
      flushes.add(flush);
      settled();
      try {
        await orAborted(promise, either);
      } finally {
        flushes.delete(flush);
      }
    },
    stats: () => ({
      ...{ waiting: spool.waiting, bytes: spool.bytes, ...loop.counts },
      oldestAt: loop.oldestAt === undefined ? undefined : new Date(loop.oldestAt),
    }),
    close: () => {
      closed ??= (async () => {
        await spool.idle();
        closing.abort(closedError());
        await running;
        await spool.close();
        release();
      })();
      return closed;
    },
  };
}

async function takeFolder(folder: string): Promise<() => void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageClientError('not-writable', `The folder ${folder} can't be made: ${reason}.`, { cause });
  }
  return lockSpool(folder);
}

function idOf({ id }: Identified): string {
  if (id === undefined) return randomUUID();
  if (typeof id === 'string' && id !== '') return id;
  throw invalid('its id is no text');
}

function renderEvent(event: Identified, recordedAt: number): string {
  let line: string;
  try {
    line = renderLine({ event, recordedAt });
  } catch {
    throw invalid('it can not be written as JSON');
  }
  if (Buffer.byteLength(line) > LONGEST_EVENT) throw invalid(`it is longer than ${LONGEST_EVENT} bytes`);
  return line;
}

function invalid(why: string): UsageClientError {
  return new UsageClientError(
    'invalid-event',
    `Expected an event such as {"metric":"calls","value":"1"}: ${why}.`,
  );
}

function closedError(): UsageClientError {
  return new UsageClientError('closed', 'The usage client was closed.');
}

/** Whoever listens must not stop the sending. */
function safely<T>(listener: (news: T) => void): (news: T) => void {
  return (news) => {
    try {
      listener(news);
    } catch {
      // It is said in the stats, too, and kept on disk.
    }
  };
}
