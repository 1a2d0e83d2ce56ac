import type { PriceBook, Team } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { anInstallation } from '../../metering/testing/metering-world.ts';
import type { NoticeContent } from '../../store/installation-tables.ts';
import type { Store } from '../../store/store.ts';
import { aTeam } from '../../testing/catalog-snapshot.ts';
import { resetStore } from '../../testing/reset-store.ts';
import { stores } from '../../testing/stores.ts';
import { type BillingWorld, november, openBillingWorld } from '../testing/billing-world.ts';
import { createBudgetTask } from './warn-of-budgets.ts';

describe.each(stores)('budgets on $name', ({ skip, open }) => {
  let store: Store;
  beforeAll(async () => {
    if (!skip) store = await open();
  }, 60_000);
  afterAll(async () => store?.close());
  afterEach(async () => {
    if (!skip) await resetStore(store);
  });
  const test = it.skipIf(skip);

  const sales = (budget: Team['budget']): Team => ({
    ...aTeam({ id: 'sales', costCenter: 'CC-sales', contact: 'sales@example.com' }),
    ...(budget === undefined ? {} : { budget }),
  });
  const look = (world: BillingWorld, mails = true) =>
    world.bill([createBudgetTask({ ...world.ports, mails })]);
  const readEvents = async () => {
    const { rows } = await sql<{ kind: string; id: string; data: Record<string, unknown> }>`
      select kind, id, data from event where type = 'budget.reached' order by seq`.execute(store.db);
    return rows.map(({ kind, id, data }) => [kind, id, data['alerts'], data['actual'], data['forecast']]);
  };
  const readNotices = async () => {
    const { rows } = await sql<{ content: NoticeContent; state: string }>`
      select content, state from notice where trigger = 'budget' order by number`.execute(store.db);
    return rows.map(({ content, state }) => [content.title, content.emails.join(), state]);
  };
  /** Spends so much on calls beside the plan, of which a tenth of the month is 3.00. */
  const spend = (world: BillingWorld, id: string, amount: number) =>
    world.use([{ id, metric: 'calls', value: String(amount * 100) }]);

  test('are told of at each step, once a month', async () => {
    const world = await openBillingWorld(store);
    await world.merge(sales('100.00'));
    world.until('2026-11-04T00:00:00Z');
    await spend(world, '1', 6);
    world.until('2026-11-04T01:00:00Z');
    await look(world);
    expect(await readEvents()).toEqual([]);
    await spend(world, '2', 45);
    world.until('2026-11-04T02:00:00Z');
    await look(world);
    await look(world);
    expect(await readEvents()).toEqual([['Team', 'sales', ['actual-50', 'forecast-100'], '54.08', '526.18']]);
    await spend(world, '3', 50);
    world.until('2026-11-04T03:00:00Z');
    await look(world);
    expect((await readEvents()).at(-1)).toEqual([
      'Team',
      'sales',
      ['actual-80', 'actual-100'],
      '104.12',
      '999.55',
    ]);
    expect(await readNotices()).toEqual([
      ['Team sales: its budget is used up (November 2026)', 'sales@example.com', 'pending'],
      ['Team sales: its budget will not last the month (November 2026)', 'sales@example.com', 'pending'],
    ]);
    world.until('2026-12-20T00:00:00Z');
    await spend(world, '4', 90);
    world.until('2026-12-20T01:00:00Z');
    await look(world);
    expect((await readEvents()).at(-1)?.[2]).toEqual([
      'actual-50',
      'actual-80',
      'actual-100',
      'forecast-100',
    ]);
  });

  test('of installations are told to their team', async () => {
    const world = await openBillingWorld(store);
    await world.merge(sales(undefined), anInstallation({ budget: '1.00' }));
    world.until('2026-11-03T00:00:00Z');
    await look(world);
    expect(await readEvents()).toMatchObject([
      ['Installation', 'crm-emea', expect.anything(), '2.00', '30.00'],
    ]);
    expect(await readNotices()).toEqual([
      ['Installation crm-emea: its budget is used up (November 2026)', 'sales@example.com', 'pending'],
    ]);
  });

  test('in another currency count by its rate, and not at all without one', async () => {
    const rates: PriceBook = {
      ...november,
      exchangeRates: [{ currency: 'USD', from: '2026-11', rate: '0.5' }],
    };
    const world = await openBillingWorld(store);
    await world.merge(sales({ monthly: '4.00', currency: 'USD' }));
    world.until('2026-11-03T00:00:00Z');
    await look(world);
    expect(await readEvents()).toEqual([]);
    await world.merge(rates);
    await look(world);
    expect(await readEvents()).toMatchObject([
      ['Team', 'sales', expect.arrayContaining(['actual-100']), '2.00', '30.00'],
    ]);
  });

  test('are told by the feed alone where no mail can be sent', async () => {
    const world = await openBillingWorld(store);
    await world.merge(sales('1.00'));
    world.until('2026-11-03T00:00:00Z');
    await look(world, false);
    expect(await readEvents()).toHaveLength(1);
    expect(await readNotices()).toEqual([]);
  });
});
