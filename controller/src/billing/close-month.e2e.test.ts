import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { closeDueMonths } from './close-due-months.ts';
import { november, openBillingWorld } from './testing/billing-world.ts';
import { cutOffTerm } from './testing/cut-off-term.ts';
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

  test('is all or nothing, wherever it is cut off', async () => {
    const world = await openBillingWorld(store);
    await world.use([{ id: '1', metric: 'calls', value: '100' }]);
    world.until('2026-12-06T00:00:00Z');
    const before = await readEverything(store);
    let cuts = 0;
    for (let at = 1; ; at++) {
      const term = cutOffTerm(store, at);
      const end = await closeDueMonths(term, world.ports).catch(() => 'killed');
      if (end !== 'killed') break;
      cuts += 1;
      expect(await readEverything(store), `killed before statement ${at}`).toEqual(before);
    }
    expect(cuts).toBeGreaterThan(15);
    const after = await readEverything(store);
    expect((await readBodies(store)).map(({ total }) => total)).toEqual(['31.00', '0.50']);
    // It was committed, and nobody was told.
    await world.bill();
    expect(await readEverything(store)).toEqual(after);
  });

  test('reverses and issues again as a whole, wherever it is cut off', async () => {
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
    const before = await readEverything(store);
    for (let at = 1; ; at++) {
      const end = await closeDueMonths(cutOffTerm(store, at), world.ports).catch(() => 'killed');
      if (end !== 'killed') break;
      expect(await readEverything(store), `killed before statement ${at}`).toEqual(before);
    }
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
});
