import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/migrations.ts';
import { openMemoryStore } from '../testing/memory-store.ts';
import { migrate } from './migrate.ts';
import type { Store } from './store.ts';

let store: Store;
beforeAll(async () => {
  store = await openMemoryStore();
});
afterAll(() => store.close());

describe('when the database is up to date', () => {
  it('has every migration, in order', async () => {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
      store.db,
    );
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(migrations));
  });

  it('changes nothing the second time', async () => {
    await expect(migrate(store.db)).resolves.toBeUndefined();
  });
});

describe('when a newer version has been here', () => {
  it('refuses in one line and names both versions', async () => {
    await sql`insert into kysely_migration (name, timestamp) values ('9999_flying_carpets', '2030-01-01')`.execute(
      store.db,
    );
    await expect(migrate(store.db)).rejects.toMatchObject({
      code: 'database-ahead',
      message: `The database is ahead of this Souk (it has 9999_flying_carpets; this version knows up to ${Object.keys(migrations).at(-1)}): start the newer version, or use another database.`,
    });
  });
});
