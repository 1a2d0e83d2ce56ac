import { dataDir as readyMadeCluster } from '@electric-sql/pglite-prepopulatedfs';
import { openPglite } from '../store/embedded/open-pglite.ts';
import { migrate } from '../store/migrate.ts';
import { embeddedStore } from '../store/open-store.ts';
import type { EmbeddedStore } from '../store/store.ts';
import { resetStore } from './reset-store.ts';

/** Emptied stores that nobody uses. Test files that share a process share them: to open one takes a second. */
const idle: EmbeddedStore[] = [];

/** An embedded database in memory that is empty; `close` gives it back. Its tables have to stay as they are. */
export async function borrowMemoryStore(): Promise<EmbeddedStore> {
  const store = idle.pop() ?? (await openMemoryStore());
  let isBorrowed = true;
  return {
    ...store,
    close: async () => {
      if (!isBorrowed) return;
      isBorrowed = false;
      await resetStore(store);
      idle.push(store);
    },
  };
}

/** An embedded database in memory that nobody else gets. */
export async function openMemoryStore(): Promise<EmbeddedStore> {
  const pglite = await openPglite(undefined, { loadDataDir: await readyMadeCluster() });
  const store = embeddedStore(pglite);
  await migrate(store.db);
  return store;
}
