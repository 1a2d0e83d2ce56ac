import type { Logger } from 'pino';
import type { LeaderService, Term } from '../../leadership/term.ts';
import { retryDelay } from '../../retry-delay.ts';
import { type CopyPorts, copyRound } from './copy-round.ts';
import { makeCopyTables } from './copy-tables.ts';

export interface FeedPorts extends CopyPorts {
  readonly logger: Logger;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** Between two looks at what has changed. */
const EVERY_MS = 10_000;
const LONGEST_DELAY_MS = 5 * 60_000;

/** Keeps the copy of usage in ClickHouse up with the ledger, and makes it anew whenever it is not that of the ledger. */
export function createUsageFeed(ports: FeedPorts): LeaderService {
  return { name: 'usage-copy', run: (term) => feed(ports, term) };
}

async function feed(ports: FeedPorts, term: Term): Promise<void> {
  const { clock, logger, random } = ports;
  for (let failures = 0, isReady = false; !term.ended.aborted; ) {
    try {
      if (!isReady) await makeCopyTables(ports.copy);
      isReady = true;
      const outcome = await copyRound(ports, term);
      if (outcome === 'made-anew') logger.info('the copy of usage in ClickHouse was made anew');
      if (failures > 0) logger.info('the copy of usage in ClickHouse is kept up again');
      failures = 0;
    } catch (error) {
      if (term.ended.aborted) break;
      failures++;
      // It may have lost its tables.
      isReady = false;
      logger.warn(
        { err: error },
        'usage could not be copied to ClickHouse; PostgreSQL answers meanwhile, and it is tried again',
      );
    }
    const delay =
      failures === 0
        ? EVERY_MS
        : retryDelay(failures, { firstMs: EVERY_MS, longestMs: LONGEST_DELAY_MS, random });
    await clock.sleep(delay, term.ended);
  }
}
