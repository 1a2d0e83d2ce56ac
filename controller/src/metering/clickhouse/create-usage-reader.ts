import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { Queryable } from '../../store/store.ts';
import type { UsageQuery } from '../usage-query.ts';
import type { UsagePage, UsagePageRequest, UsageReader } from '../usage-reader.ts';
import type { ColumnarStore } from './columnar-store.ts';
import { type CopyState, readCopyState } from './copy-state.ts';
import { readMark } from './ledger-mark.ts';
import { readCopiedUsage } from './read-copied-usage.ts';

export interface UsageReaderPorts {
  readonly db: Queryable;
  readonly copy: ColumnarStore;
  /** Answers when the copy can't. */
  readonly ledger: UsageReader;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** An older copy does not answer: whoever keeps it up has stopped. */
const MOST_BEHIND_MS = 2 * 60_000;
/** So long ClickHouse is left alone after it failed: nobody is to wait for it again and again. */
const REST_MS = 30_000;

/** Reads from the copy in ClickHouse where it is whole, new enough and of this ledger; else from the ledger. */
export function createUsageReader({ db, copy, ledger, clock, logger }: UsageReaderPorts): UsageReader {
  let restsUntil = 0;
  const fromCopy = async (query: UsageQuery, page: UsagePageRequest): Promise<UsagePage | undefined> => {
    const generation = (await readMark(db))?.generation;
    const before = await readCopyState(copy);
    if (generation === undefined || !answers(before, generation, clock.now())) return undefined;
    const found = await readCopiedUsage(copy, generation, query, page);
    // It may have been thrown away meanwhile, to be made anew. That is said before it is done.
    const after = await readCopyState(copy);
    return answers(after, generation, clock.now()) ? { ...found, asOf: before.ended.asOf } : undefined;
  };
  return {
    readUsage: async (query, page) => {
      if (clock.now().getTime() >= restsUntil)
        try {
          const found = await fromCopy(query, page);
          if (found !== undefined) return found;
        } catch (error) {
          restsUntil = clock.now().getTime() + REST_MS;
          logger.warn({ err: error }, 'the copy of usage in ClickHouse does not answer; PostgreSQL does');
        }
      return ledger.readUsage(query, page);
    },
  };
}

type Answering = CopyState & { readonly ended: NonNullable<CopyState['ended']> };

function answers(state: CopyState | undefined, generation: string, now: Date): state is Answering {
  if (state?.ended === undefined || state.generation !== generation) return false;
  return now.getTime() - state.ended.asOf.getTime() <= MOST_BEHIND_MS;
}
