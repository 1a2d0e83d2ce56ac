import type { Clock } from '../clock.ts';
import type { Queryable } from '../store/store.ts';
import { readUsage, type UsagePlace, type UsageRow } from './read-usage.ts';
import type { UsageQuery } from './usage-query.ts';

export interface UsagePageRequest {
  /** Rows behind this one. */
  readonly after: UsagePlace | undefined;
  readonly limit: number;
}

export interface UsagePage {
  readonly rows: readonly UsageRow[];
  /** Gives the next page; undefined on the last. */
  readonly next: UsagePlace | undefined;
  /** Everything that was counted before is in it. */
  readonly asOf: Date;
}

/** Answers what was used. All readers give the same rows in the same order, so the next page may come from another. */
export interface UsageReader {
  readUsage(query: UsageQuery, page: UsagePageRequest): Promise<UsagePage>;
}

/** Reads where usage is counted: always right, and up to the moment. */
export function createLedgerReader(db: Queryable, clock: Clock): UsageReader {
  return {
    readUsage: async (query, page) => {
      const asOf = clock.now();
      return { ...(await readUsage(db, query, page)), asOf };
    },
  };
}
