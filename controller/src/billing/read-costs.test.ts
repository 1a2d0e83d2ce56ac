import Big from 'big.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { anInstallation } from '../metering/testing/metering-world.ts';
import type { Store } from '../store/store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { type CostRequest, costGroups, parseCostQuery } from './cost-query.ts';
import { readCosts } from './read-costs.ts';
import { type BillingWorld, november, openBillingWorld } from './testing/billing-world.ts';

describe.each(stores)('costs on $name', ({ skip, open }) => {
  let store: Store;
  beforeAll(async () => {
    if (!skip) store = await open();
  }, 60_000);
  afterAll(async () => store?.close());
  afterEach(async () => {
    if (!skip) await resetStore(store);
  });
  const test = it.skipIf(skip);

  async function ask({ clock }: BillingWorld, request: Partial<CostRequest> = {}) {
    const parsed = parseCostQuery({ from: '2026-11-01', to: '2026-12-01', granularity: 'total', ...request });
    if (!parsed.ok) throw new Error(parsed.message);
    return readCosts(store.db, parsed.query, clock.now());
  }
  const read = async (world: BillingWorld, request: Partial<CostRequest> = {}) => {
    const { rows } = await ask(world, request);
    return rows.map(({ from, groups, amount, due, isFinal }) =>
      [new Date(from).toISOString().slice(0, 10), ...groups, amount, due, isFinal ? 'final' : 'open'].join(
        ' ',
      ),
    );
  };

  async function busyNovember(): Promise<BillingWorld> {
    const shown = anInstallation({ id: 'crm-apac', team: 'support', costCenter: 'CC-9', charge: 'showback' });
    const world = await openBillingWorld(store, [anInstallation({ charge: 'chargeback' }), shown]);
    world.until('2026-11-04T10:30:00Z');
    const day = (of: number) => `2026-11-0${of}T09:00:00Z`;
    await world.use([
      { id: '1', metric: 'calls', value: '100', time: day(1), tags: { region: 'emea' } },
      { id: '2', metric: 'calls', value: '300', time: day(3), tags: { region: 'apac' } },
      { id: '3', metric: 'people', value: '1', subject: 'ada', time: day(1) },
      { id: '4', metric: 'people', value: '1', subject: 'ada', time: day(2) },
      { id: '5', metric: 'people', value: '1', subject: 'bob', time: day(3) },
      { id: '6', metric: 'calls', value: '9000', time: '2026-11-04T10:20:00Z' },
    ]);
    await world.use([{ id: '1', metric: 'calls', value: '50', time: day(2) }], 'crm-apac');
    return world;
  }

  test('are those of the month so far while it is open', async () => {
    const world = await busyNovember();
    const { asOf, problems } = await ask(world);
    expect([asOf.toISOString(), problems]).toEqual(['2026-11-04T10:30:00.000Z', []]);
    // 94.00 for calls, 6.00 for people; 3 days, 10 hours and a half of 30 days at 30.00 are 3.44.
    expect(await read(world, { groupBy: 'installation,kind' })).toEqual([
      '2026-11-01 crm-apac plan-fee 3.44 0.00 open',
      '2026-11-01 crm-apac usage 0.50 0.00 open',
      '2026-11-01 crm-emea plan-fee 3.44 3.44 open',
      '2026-11-01 crm-emea usage 100.00 100.00 open',
    ]);
  });

  test('fall on the days of what was used', async () => {
    const world = await busyNovember();
    expect(
      await read(world, { granularity: 'day', installation: 'crm-emea', kind: 'usage', groupBy: 'metric' }),
    ).toEqual([
      '2026-11-01 calls 1.00 1.00 open',
      '2026-11-01 people 3.00 3.00 open',
      '2026-11-03 calls 3.00 3.00 open',
      '2026-11-03 people 3.00 3.00 open',
      '2026-11-04 calls 90.00 90.00 open',
    ]);
    expect(await read(world, { from: '2026-11-02', to: '2026-11-03', groupBy: 'costCenter,charge' })).toEqual(
      ['2026-11-02 CC-9 showback 1.50 0.00 open', '2026-11-02 CC-sales chargeback 1.00 1.00 open'],
    );
  });

  test('are told apart by tags, as far as usage has any', async () => {
    const world = await busyNovember();
    expect(await read(world, { costCenter: 'CC-sales', groupBy: 'tag:region,kind' })).toEqual([
      '2026-11-01 apac usage 3.00 3.00 open',
      '2026-11-01 emea usage 1.00 1.00 open',
      '2026-11-01  plan-fee 3.44 3.44 open',
      '2026-11-01  usage 96.00 96.00 open',
    ]);
  });

  test('are what statements say once months are closed, however they are grouped', async () => {
    const world = await busyNovember();
    world.until('2026-12-01T00:00:00Z');
    await world.use([{ id: '7', metric: 'calls', value: '0.5', time: '2026-11-30T23:59:59Z' }]);
    world.until('2026-12-06T00:00:00Z');
    await world.bill();
    // 94.005 for calls, where a half goes to the even cent, 6.00 for people and 30.00; 0.50 and 30.00 of the other.
    const sum = ['160.50', '130.00'];
    expect(await read(world)).toEqual([`2026-11-01 ${sum.join(' ')} final`]);
    const groupings = [...costGroups, 'tag:region', costGroups.slice(0, 8).join(',')];
    for (const groupBy of groupings)
      for (const granularity of ['total', 'month', 'day'] as const) {
        const { rows } = await ask(world, { groupBy, granularity });
        const sumOf = (name: 'amount' | 'due') =>
          rows.reduce((total, row) => total.plus(row[name]), new Big(0)).toFixed(2);
        expect([sumOf('amount'), sumOf('due')], `${groupBy} by ${granularity}`).toEqual(sum);
      }
    // What comes late is with the month that bills it.
    await world.use([{ id: '8', metric: 'calls', value: '100', time: '2026-11-30T23:00:00Z' }]);
    expect(await read(world)).toEqual([`2026-11-01 ${sum.join(' ')} final`]);
    const late = await read(world, {
      from: '2026-11-01',
      to: '2027-01-01',
      granularity: 'month',
      kind: 'adjustment',
    });
    expect(late).toEqual(['2026-12-01 1.00 1.00 open']);
  });

  test('say what is not in them', async () => {
    const world = await busyNovember();
    await world.merge({ ...november, units: november.units.slice(1) });
    const { problems } = await ask(world);
    expect(problems).toMatchObject([{ period: '2026-11', code: 'unknown-unit', blocks: true }]);
    expect(await read(world, { from: '2026-09-01', to: '2026-10-01' })).toEqual([]);
  });
});
