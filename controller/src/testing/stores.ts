import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { createTestDatabase } from './create-test-database.ts';
import { borrowMemoryStore } from './memory-store.ts';

/** Every database the store runs on, for `describe.each`. PostgreSQL takes part when `SOUK_TEST_POSTGRES_URL` names one. */
export const stores: readonly {
  readonly name: string;
  readonly skip: boolean;
  readonly open: () => Promise<Store>;
}[] = [
  { name: 'PGlite', skip: false, open: borrowMemoryStore },
  {
    name: 'PostgreSQL (skipped unless SOUK_TEST_POSTGRES_URL is set)',
    skip: postgresUrl() === undefined,
    open: openOwnDatabase,
  },
];

/** Test files run side by side. */
async function openOwnDatabase(): Promise<Store> {
  const { url, drop } = await createTestDatabase(postgresUrl() ?? '');
  const store = await openStore({ databaseUrl: url, dataDir: '' });
  return {
    ...store,
    close: async () => {
      await store.close();
      await drop();
    },
  };
}

function postgresUrl(): string | undefined {
  return process.env['SOUK_TEST_POSTGRES_URL'];
}
