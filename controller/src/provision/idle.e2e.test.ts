import type { Installation, Manifest } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { anApp } from '../testing/catalog-snapshot.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { openMemoryStore } from '../testing/memory-store.ts';
import { PaperWorld } from './testing/paper-world.ts';
import { type RunningProvision, runProvision } from './testing/running-provision.ts';
import { writeCatalog } from './testing/write-catalog.ts';

const MANY = 5_000;
const idOf = (i: number): string => `inst-${i}`;
const installation = (i: number, change: Partial<Installation> = {}): Installation => ({
  ...{ apiVersion: 'souk/v1', kind: 'Installation', id: idOf(i), app: 'crm', version: '^1.0.0' },
  ...{ team: 'sales', environment: 'dev', driver: 'local' },
  ...change,
});

describe('with 5,000 installations that are as they should be', () => {
  let store: Store;
  let provision: RunningProvision;
  const clock = new FakeClock();
  const world = new PaperWorld();
  const start = (): RunningProvision =>
    runProvision({ store, clock, openDrivers: () => new Map([['local', world.open()]]) });

  beforeAll(async () => {
    store = await openMemoryStore();
    const crm = anApp({ id: 'crm', lifecycle: { stage: 'published' } });
    provision = start();
    await writeCatalog(store, { put: [crm, installation(0)] }, clock.now());
    await provision.settle();
    clock.advance(60_000);
    await provision.settle();
    await provision.stop();
    // The others are as the first one, which was really brought about.
    const others: Manifest[] = Array.from({ length: MANY - 1 }, (_, i) => installation(i + 1));
    await writeCatalog(store, { put: others }, clock.now());
    const columns = await sql<{ name: string }>`
      select column_name as name from information_schema.columns
      where table_name = 'installation_state' and column_name not in ('installation_id', 'instance')`.execute(
      store.db,
    );
    const names = sql.join(columns.rows.map(({ name }) => sql.ref(name)));
    await sql`
      insert into installation_state (installation_id, instance, ${names})
      select 'inst-' || n, replace(instance::text, '"inst-0"', '"inst-' || n || '"')::json, ${names}
      from installation_state, generate_series(1, ${MANY - 1}) as n`.execute(store.db);
    const [note] = world.notes.values();
    if (note === undefined) throw new Error('Nothing was brought about.');
    for (let i = 1; i < MANY; i += 1) world.notes.set(idOf(i), { ...note, id: idOf(i) });
    world.calls.length = 0;
  });
  afterAll(async () => {
    await provision.stop();
    await store.close();
  });

  const contents = async (): Promise<unknown> =>
    (await sql`select sum(xmin::text::bigint) as written, count(*) from installation_state`.execute(store.db))
      .rows;

  it('asks no driver and writes nothing, from its start and for an hour', async () => {
    const before = await contents();
    const begun = performance.now();
    provision = start();
    await provision.settle();
    const startMs = Math.round(performance.now() - begun);
    for (let minute = 0; minute < 60; minute += 1) {
      clock.advance(60_000);
      await provision.settle();
    }
    expect(world.calls).toEqual([]);
    expect(await contents()).toEqual(before);
    process.stdout.write(
      `${MANY} installations: 0 calls, 0 writes; looked through at the start in ${startMs} ms\n`,
    );
  });

  it('touches one when one changes', async () => {
    await writeCatalog(store, { put: [installation(77, { config: { market: 'us' } })] }, clock.now());
    await provision.settle();
    expect(world.calls).toEqual(['apply inst-77']);
  });

  it('looks at each when it is compared with the world', async () => {
    clock.advance(60_000);
    await provision.settle();
    world.calls.length = 0;
    provision.audit();
    await provision.settle();
    expect(world.calls.filter((call) => call.startsWith('observe'))).toHaveLength(MANY);
    expect(world.calls.filter((call) => call.startsWith('apply'))).toEqual([]);
  });
});
