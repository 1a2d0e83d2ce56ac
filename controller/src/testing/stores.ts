import { openMemoryStore, openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';

/** Every database the store runs on, for `describe.each`. PostgreSQL takes part when `SOUK_TEST_POSTGRES_URL` names one. */
export const stores: readonly {
  readonly name: string;
  readonly skip: boolean;
  readonly open: () => Promise<Store>;
}[] = [
  { name: 'PGlite', skip: false, open: openMemoryStore },
  {
    name: 'PostgreSQL (skipped unless SOUK_TEST_POSTGRES_URL is set)',
    skip: postgresUrl() === undefined,
    open: () => openStore({ databaseUrl: postgresUrl(), dataDir: '' }),
  },
];

function postgresUrl(): string | undefined {
  return process.env['SOUK_TEST_POSTGRES_URL'];
}
