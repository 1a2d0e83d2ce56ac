import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { until } from '../testing/until.ts';
import type { HeldTerm, Leadership } from './leadership.ts';
import { openLeadership } from './open-leadership.ts';
import type { Term } from './term.ts';

/** What every way to the lead has in common. */
describe.each(stores)('leadership on $name', ({ open, skip }) => {
  let store: Store;
  let leadership: Leadership;
  let held: HeldTerm[];
  let written: number[];
  const noSignal = new AbortController().signal;

  beforeAll(async () => {
    if (!skip) store = await open();
  });
  afterAll(() => store?.close());

  beforeEach(async () => {
    if (skip) return;
    await resetStore(store);
    held = [];
    written = [];
    leadership = openLeadership(store, {
      holder: 'one',
      clock: systemClock,
      logger: pino({ level: 'silent' }),
      onWrite: (rows) => written.push(rows),
    });
  });
  afterEach(async () => {
    for (const term of held ?? []) await term.release();
  });

  async function acquire(signal = noSignal): Promise<HeldTerm> {
    const term = await leadership.acquire(signal);
    held.push(term);
    return term;
  }

  const note = (term: Term, ...commits: string[]): Promise<void> =>
    term.write(async (db) => {
      for (const commit of commits) {
        await db
          .insertInto('applied_commit')
          .values({ commit, revision: 1, applied_at: new Date(0) })
          .execute();
      }
    });
  const notes = async (): Promise<string[]> => {
    const rows = await store.db.selectFrom('applied_commit').select('commit').orderBy('commit').execute();
    return rows.map(({ commit }) => commit);
  };
  const replaceLeader = () => sql`update leadership set token = token + 1, holder = 'two'`.execute(store.db);

  const isSomebodyWaiting = async (): Promise<boolean> => {
    const { rows } = await sql`select from pg_locks where not granted`.execute(store.db);
    return rows.length > 0;
  };

  describe.skipIf(skip)('when nobody leads', () => {
    it('leads at once and says who it is', async () => {
      const { token, ended } = await acquire();
      const row = await store.db.selectFrom('leadership').selectAll().executeTakeFirstOrThrow();
      expect({ token, ended: ended.aborted }).toEqual({ token: 1, ended: false });
      expect({ ...row, token: Number(row.token) }).toMatchObject({
        token: 1,
        holder: 'one',
        since: expect.any(Date),
      });
    });

    it('does not lead when it was told to stop', async () => {
      await expect(leadership.acquire(AbortSignal.abort(new Error('stopping')))).rejects.toThrow('stopping');
    });
  });

  describe.skipIf(skip)('when this process leads', () => {
    it('writes, and counts the rows of what it wrote', async () => {
      const term = await acquire();
      await note(term, 'a', 'b');
      await term.write((db) => db.selectFrom('entity').selectAll().execute());
      expect({ notes: await notes(), written }).toEqual({ notes: ['a', 'b'], written: [2] });
    });

    it('writes nothing of a transaction that fails', async () => {
      const term = await acquire();
      await expect(note(term, 'a', 'a')).rejects.toThrow(/duplicate/);
      expect({ notes: await notes(), written, ended: term.ended.aborted }).toEqual({
        notes: [],
        written: [],
        ended: false,
      });
    });

    it('ends its term and can still finish what it began when it is told to stop', async () => {
      const stop = new AbortController();
      const term = await acquire(stop.signal);
      stop.abort();
      await note(term, 'last');
      expect({ ended: term.ended.aborted, notes: await notes() }).toEqual({ ended: true, notes: ['last'] });
    });
  });

  describe.skipIf(skip)('when another one asks', () => {
    it('waits until the lead is released, and then has a larger token', async () => {
      const first = await acquire();
      const second = acquire();
      await note(first, 'a');
      await first.release();
      const { token } = await second;
      expect({ ended: first.ended.aborted, token }).toEqual({ ended: true, token: 2 });
    });

    it('stops waiting when it is told to', async () => {
      await acquire();
      const stop = new AbortController();
      const waiting = leadership.acquire(stop.signal);
      stop.abort(new Error('stopping'));
      await expect(waiting).rejects.toThrow('stopping');
    });

    it('does not keep the lead from others by having stopped to wait', async () => {
      const first = await acquire();
      const stop = new AbortController();
      const gone = leadership.acquire(stop.signal).catch(() => undefined);
      const third = acquire();
      stop.abort();
      await gone;
      await first.release();
      expect((await third).token).toBe(2);
    });
  });

  describe.skipIf(skip)('when another one leads by now', () => {
    it('writes nothing and ends its term', async () => {
      const term = await acquire();
      await replaceLeader();
      await expect(note(term, 'late')).rejects.toMatchObject({ name: 'StoreError', code: 'fenced' });
      expect({ notes: await notes(), ended: term.ended.aborted }).toEqual({ notes: [], ended: true });
    });

    it('is not replaced in the middle of a transaction', async () => {
      const term = await acquire();
      const order: string[] = [];
      let replaced: Promise<unknown> | undefined;
      await term.write(async (db) => {
        replaced = replaceLeader().then(() => order.push('replaced'));
        // The embedded database has one connection, on which nobody can come in between.
        if (store.kind === 'postgres')
          await until(isSomebodyWaiting, (waiting) => waiting || order.length > 0);
        await db.selectFrom('leadership').select('token').execute();
        order.push('written');
      });
      await replaced;
      expect(order).toEqual(['written', 'replaced']);
    });
  });
});
