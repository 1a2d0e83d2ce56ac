import type { Sql } from 'postgres';
import type { Config } from '../config.ts';
import type { CrmClient } from '../crm/create-crm-client.ts';
import type { CrmObject } from '../crm/record.ts';
import { takeRetried } from '../database/dead-letters.ts';
import { moveCursor, type ObjectState } from '../database/sync-state.ts';
import { type PageResult, writePage } from './write-page.ts';

/** More records do not fit than the installation allows: somebody has to look. */
export class TooManyDeadLetters extends Error {
  override readonly name = 'TooManyDeadLetters';
}

export interface SyncParts {
  readonly sql: Sql;
  readonly crm: CrmClient;
  readonly config: Config;
  /** Records that did not fit in this run, of all objects. */
  readonly dead: { count: number };
  /** Milliseconds since 1970: no page is begun after it. */
  readonly until: number;
  readonly now: () => number;
  /** Called when a page is written and will stay so. */
  readonly onWritten: (object: CrmObject, result: PageResult) => Promise<void>;
}

/**
 * Copies what changed, a page in each transaction together with the cursor that leads past it. Stops when time is up and
 * goes on there the next time.
 *
 * @throws {TooManyDeadLetters} before the page that goes too far is kept
 */
export async function syncObject(object: CrmObject, state: ObjectState, parts: SyncParts): Promise<void> {
  const { sql, crm, config, now, until, onWritten } = parts;
  const { schema, batchSize } = config;
  await retryDead(object, parts);
  for (let cursor = state.cursor, more = true; more && now() < until; ) {
    const page = await crm.readChanges(object, cursor, batchSize);
    if (page.records.length > 0) {
      const result = await sql.begin(async (tx) => {
        const written = await writePage(tx, schema, object, page.records);
        checkDead(written, parts);
        await moveCursor(tx, schema, object, {
          cursor: page.cursor,
          rows: written.changed,
          dead: written.dead,
        });
        return written;
      });
      parts.dead.count += result.dead;
      await onWritten(object, result);
    }
    if (page.more && page.cursor === cursor) throw new Error('The cursor of the CRM does not move.');
    ({ cursor, more } = page);
  }
}

async function retryDead(object: CrmObject, parts: SyncParts): Promise<void> {
  const { sql, config, onWritten } = parts;
  const result = await sql.begin(async (tx) => {
    const records = await takeRetried(tx, config.schema, object, config.batchSize);
    return writePage(tx, config.schema, object, records);
  });
  await onWritten(object, result);
}

function checkDead({ dead }: PageResult, { dead: before, config }: SyncParts): void {
  if (before.count + dead > config.maxDeadLetters)
    throw new TooManyDeadLetters(`More than ${config.maxDeadLetters} records do not fit.`);
}
