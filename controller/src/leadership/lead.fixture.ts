import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { pino } from 'pino';
import { systemClock } from '../clock.ts';
import { openStore } from '../store/open-store.ts';
import { StoreError } from '../store/store-error.ts';
import { openLeadership } from './open-leadership.ts';
import type { Term } from './term.ts';

// A replica of the database in its first argument, called by its second. Whenever it leads it writes numbered rows
// with its token, two transactions at a time, and does not heed the end of its term: only the fence stops it.
const [databaseUrl = '', holder = ''] = process.argv.slice(2);
const store = await openStore({ databaseUrl, dataDir: '' });
const logger = pino({ level: 'silent' });
const leadership = openLeadership(store, { holder, clock: systemClock, logger });

for (;;) {
  const term = await leadership.acquire(new AbortController().signal);
  await Promise.all([writeUntilFenced(term), writeUntilFenced(term)]);
  await term.release();
}

async function writeUntilFenced(term: Term): Promise<void> {
  for (;;) {
    try {
      await term.write(async (db) => {
        await sql`
          with head as (update ledger_head set n = n + 1 returning n)
          insert into ledger (n, token, holder) select n, ${term.token}, ${holder} from head`.execute(db);
        // Whoever is stopped is stopped here, in the middle of a transaction.
        await delay(20);
      });
    } catch (error) {
      if (error instanceof StoreError && error.code === 'fenced') return;
      await delay(20);
    }
  }
}
