import { isSealed } from '@souk/model/billing/seal-statement.ts';
import type { Statement } from '@souk/model/billing/statement.ts';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { anInstallation } from '../metering/testing/metering-world.ts';
import { writeCatalog } from '../provision/testing/write-catalog.ts';
import type { Store } from '../store/store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { closeMonth } from './close-month.ts';
import { keepPresences } from './keep-presences.ts';
import { reissueMonth } from './reissue-month.ts';
import { november, openBillingWorld } from './testing/billing-world.ts';
import { readBodies, readEverything } from './testing/read-billing.ts';

describe.each(stores)('months on $name', ({ skip, open }) => {
  let store: Store;
  beforeAll(async () => {
    if (!skip) store = await open();
  }, 60_000);
  afterAll(async () => store?.close());
  afterEach(async () => {
    if (!skip) await resetStore(store);
  });
  const test = it.skipIf(skip);

  const linesOf = (statements: readonly Statement[], subject: string, period = '2026-11') =>
    statements
      .filter((one) => one.subject === subject && one.period === period)
      .flatMap(({ lines }) =>
        lines.map(({ kind, quantity, unit, amount }) => `${kind} ${quantity} ${unit} = ${amount}`),
      );
  test('issues what was used and who was there, once, when the cutoff has come', async () => {
    const world = await openBillingWorld(store);
    world.until('2026-11-20T10:00:00Z');
    await world.use([
      { id: '1', metric: 'calls', value: '1000', time: '2026-11-20T09:00:00Z' },
      { id: '2', metric: 'calls', value: '0.5', time: '2026-11-20T10:00:00Z' },
      { id: '3', metric: 'traffic', value: '3', unit: 'GiB' },
      { id: '4', metric: 'people', value: '1', subject: 'ada' },
      { id: '5', metric: 'people', value: '1', subject: 'bob' },
      { id: '6', metric: 'people', value: '1', subject: 'ada' },
      { id: '7', metric: 'peaks', value: '7' },
      { id: '8', metric: 'peaks', value: '9' },
      { id: '9', metric: 'levels', value: '9', time: '2026-11-20T09:00:00Z' },
      { id: '10', metric: 'levels', value: '4', time: '2026-11-20T09:30:00Z' },
      { id: '11', metric: 'jobs', value: '40' },
    ]);
    world.until('2026-12-05T23:59:59Z');
    await world.bill();
    expect(await readBodies(store)).toEqual([]);
    world.until('2026-12-06T00:00:00Z');
    expect(await world.bill()).toBe(0);
    const statements = await readBodies(store);
    expect(statements.map(({ kind, subject, total, due }) => [kind, subject, total, due])).toEqual([
      // 10.00 + 0.15 + 6.00 + 0.90 + 0.40 + 0.10 + 30.00; 1000.5 calls are 10.005, and half goes to the even digit.
      ['cost-center', 'CC-sales', '47.55', '47.55'],
      ['partner', 'crm', '5.00', '5.00'],
    ]);
    expect(linesOf(statements, 'CC-sales').toSorted()).toEqual([
      'plan-fee 1 month = 30.00',
      'usage 1 job = 0.10',
      'usage 1000.5 call = 10.00',
      'usage 2 seat = 6.00',
      'usage 3 gb-transfer = 0.15',
      'usage 4 level = 0.40',
      'usage 9 peak = 0.90',
    ]);
    expect(statements.every(isSealed)).toBe(true);
    const before = await readEverything(store);
    await world.bill();
    expect(await readEverything(store)).toEqual(before);
  });

  test('is done once, also where somebody planned it before', async () => {
    const world = await openBillingWorld(store);
    world.until('2026-12-06T00:00:00Z');
    const due = { month: '2026-11', cutoff: world.clock.now().getTime() };
    const close = () => world.term.write((db) => closeMonth(db, due, world.clock.now()));
    expect(await close()).toMatchObject({ type: 'closed', statements: 1 });
    const before = await readEverything(store);
    expect(await close()).toEqual({ type: 'done' });
    expect(await readEverything(store)).toEqual(before);
  });

  test('tells of it in the feed and the audit log', async () => {
    const world = await openBillingWorld(store);
    world.until('2026-12-06T00:00:00Z');
    await world.bill();
    const events = await sql<{
      type: string;
    }>`select type from event where kind is null order by seq`.execute(store.db);
    expect(events.rows.map(({ type }) => type)).toEqual(['billing.closed', 'statement.issued']);
    const [{ id, digest } = { id: '', digest: '' }] = await readBodies(store);
    const audit = await sql<{ action: string; subject: string; detail: object }>`
      select action, subject, detail from audit`.execute(store.db);
    expect(audit.rows).toEqual([
      {
        action: 'closed',
        subject: 'billing/2026-11',
        detail: { period: '2026-11', statements: 1, currency: 'EUR', digests: { [id]: digest } },
      },
    ]);
  });

  test('bills what comes late with the next month, as the difference that it makes', async () => {
    const world = await openBillingWorld(store);
    await world.use([
      { id: '1', metric: 'calls', value: '100' },
      { id: '2', metric: 'people', value: '1', subject: 'ada' },
    ]);
    world.until('2026-12-06T00:00:00Z');
    await world.bill();
    const before = await readBodies(store);
    await world.use([
      { id: '3', metric: 'calls', value: '50', time: '2026-11-30T23:59:59Z' },
      { id: '4', metric: 'people', value: '1', subject: 'ada', time: '2026-11-30T23:00:00Z' },
      { id: '5', metric: 'people', value: '1', subject: 'bob', time: '2026-11-30T23:00:00Z' },
      { id: '6', metric: 'calls', value: '7', time: '2026-12-01T00:00:00Z' },
    ]);
    world.until('2027-01-06T00:00:00Z');
    await world.bill();
    const after = await readBodies(store);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(linesOf(after, 'CC-sales', '2026-12').toSorted()).toEqual([
      'adjustment 1 seat = 3.00',
      'adjustment 50 call = 0.50',
      'plan-fee 1 month = 30.00',
      'usage 7 call = 0.07',
    ]);
    const adjusted = after.flatMap(({ lines }) => lines).find(({ quantity }) => quantity === '50');
    expect(adjusted?.original).toEqual({ period: '2026-11', kind: 'usage' });
    expect(adjusted?.trace).toMatchObject([
      { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z', billedPeriod: '2026-12', quantity: '50' },
    ]);
  });

  test('prices each hour by what was valid in it', async () => {
    const world = await openBillingWorld(store);
    const [call, ...others] = november.units;
    if (call === undefined) throw new Error('There is no unit.');
    await world.merge({
      ...{ ...november, id: 'prices-dear', validFrom: '2026-11-16T12:00:00Z' },
      units: [{ ...call, price: '0.02' }, ...others],
    });
    world.until('2026-11-16T13:00:00Z');
    await world.use([
      { id: '1', metric: 'calls', value: '100', time: '2026-11-16T11:59:59.999Z' },
      { id: '2', metric: 'calls', value: '100', time: '2026-11-16T12:00:00Z' },
    ]);
    world.until('2026-12-06T00:00:00Z');
    await world.bill();
    const [statement] = await readBodies(store);
    const usage = statement?.lines.filter(({ kind }) => kind === 'usage');
    expect(
      usage?.map(({ unitPrice, amount, trace }) => [unitPrice, amount, trace[0]?.from, trace[0]?.to]),
    ).toEqual([
      ['0.01', '1.00', '2026-11-01T00:00:00Z', '2026-11-16T12:00:00Z'],
      ['0.02', '2.00', '2026-11-16T12:00:00Z', '2026-12-01T00:00:00Z'],
    ]);
  });

  test('keeps a month open while something is missing, says so, and goes on once it is mended', async () => {
    const world = await openBillingWorld(store);
    await world.use([{ id: '1', metric: 'calls', value: '100' }]);
    await world.merge({ ...november, units: november.units.slice(1) });
    world.until('2027-01-07T00:00:00Z');
    // December waits for November.
    expect(await world.bill()).toBe(2);
    expect(await world.bill()).toBe(2);
    expect(await readBodies(store)).toEqual([]);
    const problems = await sql<object>`
      select to_char(period, 'YYYY-MM') as month, code, blocks from billing_problem`.execute(store.db);
    expect(problems.rows).toEqual([{ month: '2026-11', code: 'unknown-unit', blocks: true }]);
    const blocked = await sql`select 1 from event where type = 'billing.blocked'`.execute(store.db);
    expect(blocked.rows).toHaveLength(1);
    await world.merge(november);
    expect(await world.bill()).toBe(0);
    expect((await sql`select 1 from billing_problem`.execute(store.db)).rows).toEqual([]);
    expect((await readBodies(store)).map(({ period, kind }) => [period, kind])).toEqual([
      ['2026-11', 'cost-center'],
      ['2026-11', 'partner'],
      ['2026-12', 'cost-center'],
    ]);
  });

  test('reverses and issues again what a price book names, once', async () => {
    const world = await openBillingWorld(store);
    await world.use([{ id: '1', metric: 'calls', value: '100' }]);
    world.until('2026-12-06T00:00:00Z');
    await world.bill();
    const [call, ...others] = november.units;
    if (call === undefined) throw new Error('There is no unit.');
    await world.merge({
      ...november,
      units: [{ ...call, price: '0.03' }, ...others],
      reissues: [
        {
          id: 'wrong-price',
          period: '2026-11',
          reason: 'The price of a call was a third of what was agreed.',
        },
        { id: 'not-yet', period: '2026-12', reason: 'It is right from the start.' },
      ],
    });
    await world.bill();
    const statements = await readBodies(store);
    expect(
      statements.map(({ revision, total, reverses, replaces }) => [revision, total, reverses, replaces]),
    ).toEqual([
      [1, '31.00', null, null],
      [1, '0.50', null, null],
      [1, '-31.00', statements[0]?.id, null],
      [1, '-0.50', statements[1]?.id, null],
      [2, '33.00', null, statements[0]?.id],
      [2, '1.50', null, statements[1]?.id],
    ]);
    const after = await readEverything(store);
    await world.bill();
    expect(await readEverything(store)).toEqual(after);
    world.until('2027-01-06T00:00:00Z');
    await world.bill();
    const december = (await readBodies(store)).filter(({ period }) => period === '2026-12');
    expect(december.map(({ revision, total }) => [revision, total])).toEqual([[1, '30.00']]);
  });

  test('is issued again once, also where somebody planned it before', async () => {
    const world = await openBillingWorld(store);
    world.until('2026-12-06T00:00:00Z');
    await world.bill();
    const asked = { id: 'again', period: '2026-11', reason: 'It was asked for.' };
    const reissue = () => world.term.write((db) => reissueMonth(db, asked, world.clock.now()));
    expect(await reissue()).toMatchObject({ type: 'closed', statements: 2 });
    const before = await readEverything(store);
    expect(await reissue()).toEqual({ type: 'done' });
    expect(await readEverything(store)).toEqual(before);
  });

  test('gives a credit once', async () => {
    const world = await openBillingWorld(store);
    world.until('2026-12-06T00:00:00Z');
    await world.bill();
    const credit = {
      id: 'outage',
      period: '2026-11',
      amount: '4.00',
      reason: 'Outage.',
      installation: 'crm-emea',
    };
    await world.merge({ ...november, credits: [credit] });
    for (const time of ['2027-01-06T00:00:00Z', '2027-02-06T00:00:00Z']) {
      world.until(time);
      await world.bill();
    }
    expect((await readBodies(store)).map(({ period, total }) => [period, total])).toEqual([
      ['2026-11', '30.00'],
      ['2026-12', '26.00'],
      ['2027-01', '30.00'],
    ]);
  });

  test('refuses whoever would change or delete a statement', async () => {
    const world = await openBillingWorld(store);
    world.until('2026-12-06T00:00:00Z');
    await world.bill();
    await expect(sql`update statement set total = 0`.execute(store.db)).rejects.toThrow('never changed');
    await expect(sql`delete from statement`.execute(store.db)).rejects.toThrow('never changed');
  });

  test('bills installations for the time in which they were there, also when they are gone', async () => {
    const world = await openBillingWorld(store);
    const leave = async () => {
      await sql`delete from installation_state`.execute(store.db);
      await writeCatalog(store, { remove: [{ kind: 'Installation', id: 'crm-emea' }] }, world.clock.now());
      await store.db.transaction().execute((db) => keepPresences(db, world.clock.now(), 'crm-emea'));
    };
    world.until('2026-11-16T00:00:00Z');
    await leave();
    world.until('2026-12-06T00:00:00Z');
    await world.bill();
    expect(linesOf(await readBodies(store), 'CC-sales')).toEqual(['plan-fee 0.5 month = 15.00']);
    world.until('2027-01-06T00:00:00Z');
    await world.bill();
    expect(await readBodies(store)).toHaveLength(1);
  });

  test('bills each part of a month to whom it belonged to then', async () => {
    const world = await openBillingWorld(store);
    world.until('2026-11-16T00:00:00Z');
    await world.merge(anInstallation({ charge: 'chargeback', costCenter: 'CC-new' }));
    world.until('2026-12-06T00:00:00Z');
    await store.db.transaction().execute((db) => keepPresences(db, new Date('2026-11-16T00:00:00Z')));
    await world.bill();
    const statements = await readBodies(store);
    expect(linesOf(statements, 'CC-sales')).toEqual(['plan-fee 0.5 month = 15.00']);
    expect(linesOf(statements, 'CC-new')).toEqual(['plan-fee 0.5 month = 15.00']);
  });
});
