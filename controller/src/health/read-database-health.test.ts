import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { openMemoryStore } from '../testing/memory-store.ts';
import { stores } from '../testing/stores.ts';
import { readDatabaseHealth } from './read-database-health.ts';

describe.each(stores)('a database on $name', ({ skip, open }) => {
  let store: Store;
  beforeAll(async () => {
    if (!skip) store = await open();
  }, 60_000);
  afterAll(() => store?.close());

  it.skipIf(skip)('names its leader and what it lacks or has too much of', async () => {
    await sql`update leadership set holder = 'replica-b'`.execute(store.db);
    await sql`update kysely_migration set name = '9999_later' where name = '0002_reconciler'`.execute(
      store.db,
    );
    const health = await readDatabaseHealth(store, 5_000);
    await sql`update kysely_migration set name = '0002_reconciler' where name = '9999_later'`.execute(
      store.db,
    );
    await sql`update leadership set holder = null`.execute(store.db);
    expect(health).toEqual({
      answers: true,
      pending: ['0002_reconciler'],
      unknown: ['9999_later'],
      leader: 'replica-b',
    });
  });

  it.skipIf(skip)('is current after it was opened', async () => {
    await expect(readDatabaseHealth(store, 5_000)).resolves.toEqual({
      answers: true,
      pending: [],
      unknown: [],
      leader: undefined,
    });
  });
});

describe('a database that does not answer', () => {
  it('says so when it is closed', async () => {
    const store = await openMemoryStore();
    await store.close();
    await expect(readDatabaseHealth(store, 5_000)).resolves.toMatchObject({ answers: false });
  });
});
