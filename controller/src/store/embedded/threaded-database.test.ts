import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';
import { EmbeddedDialect } from './embedded-dialect.ts';
import { startDatabaseThread, ThreadedDatabase } from './threaded-database.ts';

let folder: string;
let store: Store;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'souk-db-'));
  store = await open();
  await sql`create table note (id integer primary key, at timestamptz, text text)`.execute(store.db);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const open = (): Promise<Store> => openStore({ databaseUrl: undefined, dataDir: folder });
const insert = (db: Store['db'], id: number) => sql`insert into note (id) values (${id})`.execute(db);
const ids = async (db: Store['db']): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`select id from note order by id`.execute(db);
  return rows.map(({ id }) => id);
};

describe('when the embedded database works in its thread', () => {
  it('gives values as they were, and how many rows were written', async () => {
    const at = new Date('2026-01-02T03:04:05.678Z');
    const text = 'Zoë 🎪 \u2028';
    const { numAffectedRows } = await sql`insert into note values (1, ${at}, ${text})`.execute(store.db);
    expect(numAffectedRows).toBe(1n);
    const { rows } =
      await sql`select at, text, array[1, 2] as list, '{"a":[1]}'::jsonb as json from note`.execute(store.db);
    expect(rows).toEqual([{ at, text, list: [1, 2], json: { a: [1] } }]);
  });

  it('tells what is wrong, with the code of PostgreSQL', async () => {
    await expect(insert(store.db, 1)).rejects.toMatchObject({
      code: '23505',
      message: expect.stringContaining('duplicate key'),
    });
    expect(await ids(store.db)).toEqual([1]);
  });

  it('keeps nothing of a transaction that fails, and lets nobody in between', async () => {
    const halfway = Promise.withResolvers<void>();
    const failing = store.db.transaction().execute(async (tx) => {
      await insert(tx, 2);
      halfway.resolve();
      await insert(tx, 3);
      throw new Error('on second thoughts');
    });
    const seen = halfway.promise.then(() => ids(store.db));
    await expect(failing).rejects.toThrow('on second thoughts');
    expect([await seen, await ids(store.db)]).toEqual([[1], [1]]);
  });

  it('gives up what is under way when it is closed, and has what was committed when it is opened again', async () => {
    const stuck = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const left = store.db.transaction().execute(async (tx) => {
      await insert(tx, 4);
      begun.resolve();
      await stuck.promise;
    });
    await begun.promise;
    const waiting = ids(store.db);
    const ended = Promise.allSettled([left, waiting]);
    await store.close();
    stuck.resolve();
    expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    store = await open();
    expect(await ids(store.db)).toEqual([1]);
  });

  it('says so to everybody who asks when its thread is gone, and can be closed', async () => {
    const thread = startDatabaseThread(join(folder, 'gone'));
    const database = new ThreadedDatabase(thread);
    const db = new Kysely<unknown>({ dialect: new EmbeddedDialect(database) });
    await sql`select 1`.execute(db);
    const asked = sql`select 2`.execute(db);
    const begun = db.transaction().execute((tx) => sql`select 3`.execute(tx));
    void thread.terminate();
    const ended = { message: 'The thread of the embedded database has ended.' };
    await expect(asked).rejects.toMatchObject(ended);
    await expect(begun).rejects.toMatchObject(ended);
    await expect(db.transaction().execute(async () => 'done')).rejects.toMatchObject(ended);
    expect(await database.lost).toMatchObject(ended);
    await db.destroy();
  });

  it('fails to open when its thread ends on the way', async () => {
    const thread = startDatabaseThread(join(folder, 'early'));
    const database = new ThreadedDatabase(thread);
    const opening = database.query('select 1');
    void thread.terminate();
    await expect(opening).rejects.toThrow('The thread of the embedded database has ended.');
    await database.close();
  });

  it('says in one line why it does not open', async () => {
    const file = join(folder, 'no-folder');
    writeFileSync(file, '');
    await expect(openStore({ databaseUrl: undefined, dataDir: file })).rejects.toMatchObject({
      name: 'StoreError',
      code: 'unreachable',
      message: expect.stringContaining(`The embedded database in ${join(file, 'db')} can't be opened: `),
    });
  });
});
