import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { lockDataFolder } from '../data-folder/lock-data-folder.ts';
import { openLeadership } from '../leadership/open-leadership.ts';
import { openStore, type StoreLocation } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { createTestDatabase } from '../testing/create-test-database.ts';
import { runRenewal } from './run-renewal.ts';

const logger = pino({ level: 'silent' });
const serverUrl = process.env['SOUK_TEST_POSTGRES_URL'];
const renew = (location: StoreLocation) =>
  runRenewal(location, { clock: systemClock, logger, patienceMs: 300 });

/** A database that a controller has worked on, and has let go of. */
async function work(location: StoreLocation): Promise<string> {
  return look(location, async ({ db }) => {
    await db.updateTable('sync_cursor').set({ revision: 7 }).execute();
    return (await db.selectFrom('sync_cursor').select('epoch').executeTakeFirstOrThrow()).epoch;
  });
}

async function look<T>(location: StoreLocation, ask: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(location);
  try {
    return await ask(store);
  } finally {
    await store.close();
  }
}

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'souk-renewal-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('when the database is embedded', () => {
  it('renews it once nobody has the folder, and leaves the folder free', async () => {
    const location = { databaseUrl: undefined, dataDir };
    const epoch = await work(location);
    const lock = lockDataFolder(dataDir);
    await expect(renew(location)).rejects.toThrow(`${dataDir} is in use by process ${process.pid}`);
    lock.release();
    const { before, after } = await renew(location);
    expect(before).toBe(epoch);
    expect(after).toMatch(/^[\da-f]{8}$/);
    expect(after).not.toBe(before);
    expect((await renew(location)).before).toBe(after);
  });

  it('makes none where there is none', async () => {
    await expect(renew({ databaseUrl: undefined, dataDir })).rejects.toThrow(
      `There is no database in ${dataDir}`,
    );
    expect(readdirSync(dataDir)).toEqual([]);
  });
});

describe.skipIf(serverUrl === undefined)('when the database is a PostgreSQL', () => {
  let location: StoreLocation;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const made = await createTestDatabase(serverUrl ?? '');
    location = { databaseUrl: made.url, dataDir };
    drop = made.drop;
  });
  afterEach(() => drop());

  it('renews it once nobody leads', async () => {
    const epoch = await work(location);
    await look(location, async (store) => {
      const leadership = openLeadership(store, { holder: 'souk-1/7', clock: systemClock, logger });
      const term = await leadership.acquire(new AbortController().signal);
      await expect(renew(location)).rejects.toThrow(
        'A controller runs on this database (souk-1/7 leads), so nothing was renewed',
      );
      await term.release();
    });
    const { before, after } = await renew(location);
    expect(before).toBe(epoch);
    expect(after).not.toBe(before);
  });

  it('refuses one that never held a catalog', async () => {
    await expect(renew(location)).rejects.toThrow('has never held a catalog');
  });
});
