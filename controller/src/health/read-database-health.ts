import { setTimeout as delay } from 'node:timers/promises';
import { withoutCredentials } from '@souk/git/git-error.ts';
import { sql } from 'kysely';
import { migrations } from '../../migrations/migrations.ts';
import type { Store } from '../store/store.ts';
import type { DatabaseHealth } from './assess-readiness.ts';

/** Asks the database how it is; silence for this long counts as an answer too. Never rejects. */
export async function readDatabaseHealth(store: Store, limitMs: number): Promise<DatabaseHealth> {
  const asked = new AbortController();
  const silence = delay(limitMs, undefined, { signal: asked.signal }).then(
    (): DatabaseHealth => ({ answers: false, reason: `nothing came within ${limitMs} ms.` }),
  );
  // The one that lost the race has nobody left to tell.
  silence.catch(() => undefined);
  try {
    return await Promise.race([ask(store), silence]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { answers: false, reason: withoutCredentials(reason) };
  } finally {
    asked.abort();
  }
}

async function ask({ db }: Store): Promise<DatabaseHealth> {
  const { rows } = await sql<{ applied: string[] | null; leader: string | null }>`
    select (select array_agg(name order by name) from kysely_migration) as applied,
           (select holder from leadership) as leader`.execute(db);
  const [row] = rows;
  const applied = row?.applied ?? [];
  const known = Object.keys(migrations);
  return {
    answers: true,
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
    leader: row?.leader ?? undefined,
  };
}
