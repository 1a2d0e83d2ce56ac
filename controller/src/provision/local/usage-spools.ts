import { mkdir, readdir } from 'node:fs/promises';
import { openUsageClient } from '@souk/usage-client/open-usage-client.ts';
import type { SendAnswer, SendResult } from '@souk/usage-client/send.ts';
import type { SpooledEvent } from '@souk/usage-client/spooled-line.ts';
import type { UsageClient, UsageNews, UsageStats } from '@souk/usage-client/usage-client.ts';
import { UsageClientError } from '@souk/usage-client/usage-client-error.ts';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import { folderOf, isInstallationId } from './keep-instance.ts';
import type { UsageRecord } from './usage-record.ts';

/** Has what an installation used counted. Rejects while that can't be done. */
export type SendUsage = (
  installation: string,
  events: readonly SpooledEvent<UsageRecord>[],
) => Promise<SendAnswer>;

export interface UsageSpoolsPorts {
  /** Folder that events wait in; no other process may use it at the same time. */
  readonly folder: string;
  readonly send: SendUsage;
  /** Told after events were counted. */
  readonly onSent: () => Promise<void>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
}

export interface UsageSpools {
  /** Resolves once it is on disk. @throws {UsageClientError} where it can't be kept now, such as `spool-full` */
  readonly record: (installation: string, usage: UsageRecord) => Promise<void>;
  /** By installation: those that said something since the start, and those that had something left. */
  stats(): Promise<ReadonlyMap<string, UsageStats>>;
  /** Sends what can be sent at once, and stops. */
  close(): Promise<void>;
}

type Client = UsageClient<UsageRecord>;

/** Some days of an instance that says something every second. */
const MOST_BYTES = 16 * 1_024 * 1_024;
/** The database may be away when everything ends. */
const LAST_SENDING_MS = 1_000;
/** What an instance is is noted within this time after it has begun. */
const NOTED_WITHIN_MS = 60_000;
/** Something that goes on failing is told of again after so many failures, about ten minutes. */
const TOLD_EVERY = 10;

/**
 * Keeps what instances used on disk until it counts, for each installation in a folder of its own: what one of them says
 * waits behind nothing of another, and fills no room but its own.
 *
 * @throws a system error of the folder
 */
export async function openUsageSpools(ports: UsageSpoolsPorts): Promise<UsageSpools> {
  const { folder, logger } = ports;
  const clients = new Map<string, Promise<Client>>();
  const full = new Set<string>();
  const clientOf = (id: string): Promise<Client> => {
    const known = clients.get(id);
    if (known !== undefined) return known;
    const opening = openClient(id, ports);
    clients.set(id, opening);
    // What could not be opened is tried again with what is said next.
    opening.catch(() => clients.delete(id));
    return opening;
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const id of (await readdir(folder)).filter(isInstallationId))
    await clientOf(id).catch((error: unknown) =>
      logger.error({ installation: id, err: error }, 'what an installation used before can not be read'),
    );
  const opened = async (): Promise<readonly (readonly [string, Client])[]> => {
    const all = [...clients].map(async ([id, opening]) => [id, await opening] as const);
    return (await Promise.allSettled(all)).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  };
  return {
    record: async (installation, usage) => {
      try {
        const client = await clientOf(installation);
        await client.record(usage);
        full.delete(installation);
      } catch (error) {
        const isFull = error instanceof UsageClientError && error.code === 'spool-full';
        // An instance may go on saying something two hundred times a second.
        if (!isFull || !full.has(installation))
          logger.error({ installation, err: error }, 'what an installation used is not kept');
        if (isFull) full.add(installation);
        throw error;
      }
    },
    stats: async () => new Map((await opened()).map(([id, client]) => [id, client.stats()])),
    close: async () => {
      const deadline = AbortSignal.timeout(LAST_SENDING_MS);
      const end = async ([, client]: readonly [string, Client]): Promise<void> => {
        // What is left is sent after the next start.
        await client.flush(deadline).catch(() => undefined);
        await client.close();
      };
      await Promise.all((await opened()).map(end));
    },
  };
}

function openClient(
  id: string,
  { folder, send, onSent, clock, random, logger }: UsageSpoolsPorts,
): Promise<Client> {
  return openUsageClient<UsageRecord>({
    ...{ spool: folderOf(folder, id), mostBytes: MOST_BYTES, clock, random },
    send: async (events) => {
      const answer = await send(id, events);
      if (answer.kind !== 'answered') return answer;
      // It counts already, whoever can be told of it.
      await onSent().catch(() => undefined);
      const from = clock.now().getTime() - NOTED_WITHIN_MS;
      return isTooSoon(events, answer.results, from) ? tooSoon : answer;
    },
    onNews: (news) => tell(id, news, logger),
  });
}

const tooSoon: SendAnswer = {
  kind: 'later',
  reason: 'What runs declares a metric that is not known yet.',
  retryAfterMs: 2_000,
};

/** What runs declares all that is here: where a new version says something before it is noted what runs, that counts later. */
function isTooSoon(
  events: readonly SpooledEvent<UsageRecord>[],
  results: readonly SendResult[],
  from: number,
): boolean {
  return results.some(
    (result, i) =>
      result.status === 'rejected' &&
      result.code === 'unknown-metric' &&
      (events[i]?.recordedAt ?? from) > from,
  );
}

function tell(installation: string, news: UsageNews<UsageRecord>, logger: Logger): void {
  switch (news.kind) {
    case 'refused': {
      const { event, status, code, detail } = news.events[0] ?? {};
      const fields = { installation, events: news.events.length, id: event?.id, status, code, detail };
      logger.warn(fields, 'what an installation used can not count; the first of these events says why');
      break;
    }
    case 'broken': {
      const { pieces, segment } = news;
      logger.error({ installation, pieces, segment }, 'what an installation used was damaged on disk');
      break;
    }
    case 'delayed': {
      const { reason, failures } = news;
      if (failures % TOLD_EVERY === 1)
        logger.warn({ installation, reason, failures }, 'what an installation used waits to be counted');
      break;
    }
  }
}
