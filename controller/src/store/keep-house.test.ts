import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aTerm } from '../testing/a-term.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { until } from '../testing/until.ts';
import { createHousekeeping } from './keep-house.ts';
import type { Store } from './store.ts';

for (const { name, skip, open } of stores) {
  describe.skipIf(skip)(`on ${name}`, () => {
    let store: Store;
    let clock: FakeClock;
    let written: number;
    beforeAll(async () => {
      store = await open();
    }, 60_000);
    afterAll(() => store?.close());
    beforeEach(async () => {
      await resetStore(store);
      clock = new FakeClock();
      written = 0;
    });

    /** Keeps house for so many looks, a minute apart. */
    async function keepHouse(looks: number, between: () => Promise<void> = async () => {}): Promise<number> {
      const term = aTerm(store);
      let writes = 0;
      const counting = {
        ...term,
        write: ((work) => {
          writes++;
          return term.write(work);
        }) as typeof term.write,
      };
      const ports = { store, clock, logger: pino({ level: 'silent' }), rowsWritten: () => written };
      const running = createHousekeeping(ports).run(counting);
      for (let i = 0; i < looks; i++) {
        await until(
          () => clock.sleeping,
          (sleeping) => sleeping === 1,
        );
        await between();
        clock.advance(60_000);
      }
      term.end();
      await running;
      return writes;
    }

    const buried = async (id: string, expires: string) => {
      await sql`insert into tombstone (kind, id, path, digest, removed_at, expires_at)
        values ('App', ${id}, 'catalog/x.yaml', 'd', '2026-11-01', ${expires})`.execute(store.db);
    };

    describe('when nothing has had its time', () => {
      it('writes nothing', async () => {
        await buried('crm', '2027-01-01');
        expect(await keepHouse(3)).toBe(0);
      });
    });

    describe('when the grace of what was removed is over', () => {
      it('forgets it, and keeps the rest', async () => {
        await buried('crm', '2026-11-21');
        await buried('erp', '2027-01-01');
        expect(await keepHouse(2)).toBe(1);
        expect(await store.db.selectFrom('tombstone').select('id').execute()).toEqual([{ id: 'erp' }]);
      });
    });

    describe('when logs are old', () => {
      it('throws away what nobody needs any more, one look after the other, and never the audit log', async () => {
        const old = '2026-08-01';
        await sql`insert into event (seq, type, revision, at, data)
          values (1, 'app.added', 1, ${old}, '{}'), (2, 'app.added', 1, '2026-11-20', '{}')`.execute(
          store.db,
        );
        await sql`insert into delivery (delivery_id, subscription_id, seq, event_type, subject, state, settled_at)
          values ('dlv_1', 'hook', 1, 'app.added', 'App/crm', 'delivered', ${old})`.execute(store.db);
        await sql`insert into audit (seq, at, actor, action, subject, detail, previous, hash)
          values (1, '2020-01-01T00:00:00Z', '{}', 'added', 'App/crm', '{}', '', 'h')`.execute(store.db);
        expect(await keepHouse(3)).toBe(2);
        expect(await store.db.selectFrom('delivery').selectAll().execute()).toEqual([]);
        expect(
          (await store.db.selectFrom('event').select('seq').execute()).map(({ seq }) => Number(seq)),
        ).toEqual([2]);
        expect(await store.db.selectFrom('audit').select('hash').execute()).toEqual([{ hash: 'h' }]);
      });
    });

    describe('when much was written', () => {
      it.runIf(name === 'PGlite')('cleans the embedded database up', async () => {
        await buried('crm', '2027-01-01');
        await sql`update tombstone set digest = 'e'`.execute(store.db);
        const statistics = async () => {
          const { rows } = await sql<{ analysed: boolean }>`
            select reltuples >= 0 as analysed from pg_class where relname = 'tombstone'`.execute(store.db);
          return rows[0]?.analysed;
        };
        await keepHouse(2, async () => {
          written = 20_000;
        });
        expect(await statistics()).toBe(true);
      });
    });
  });
}
