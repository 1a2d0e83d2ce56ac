import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../store/store.ts';
import { resetStore } from '../../testing/reset-store.ts';
import { stores } from '../../testing/stores.ts';
import { cutOffTerm } from '../testing/cut-off-term.ts';
import { aStatement, openPaymentWorld, type PaymentWorld } from './testing/payment-world.ts';
import { type Behaviour, faults } from './testing/stripe-double.ts';

const MINUTE_MS = 60_000;

describe.each(stores)('payments on $name', ({ skip, open }) => {
  let store: Store;
  let opened: PaymentWorld[] = [];
  beforeAll(async () => {
    if (!skip) store = await open();
  }, 60_000);
  afterAll(async () => store?.close());
  afterEach(async () => {
    await Promise.all(opened.map(({ stripe }) => stripe.close()));
    opened = [];
  });
  const test = it.skipIf(skip);

  const openWorld = async (): Promise<PaymentWorld> => {
    const world = await openPaymentWorld(store);
    opened.push(world);
    return world;
  };
  test('charges exactly what is due, whatever fails and whenever it is killed', async () => {
    const statement = fc.record({
      cents: fc.integer({ min: 1, max: 99_999 }),
      subject: fc.constantFrom('sales', 'support'),
      again: fc.option(fc.integer({ min: 0, max: 99_999 })),
    });
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ meets: fc.constantFrom<Behaviour>('take', ...faults) }) },
      { weight: 1, arbitrary: fc.record({ killedAt: fc.integer({ min: 1, max: 14 }) }) },
    );
    const money = (cents: number) => (cents / 100).toFixed(2);
    await fc.assert(
      fc.asyncProperty(
        fc.array(statement, { minLength: 1, maxLength: 4 }),
        fc.array(step, { maxLength: 12 }),
        async (issued, steps) => {
          await resetStore(store);
          const world = await openWorld();
          const owed: Record<string, number> = {};
          for (const [i, { cents, subject, again }] of issued.entries()) {
            const account = `cus_${subject} souk_due`;
            await world.issue(aStatement(`2026-11-${i}-1`, money(cents), { subject, revision: i + 1 }));
            if (again !== null)
              await world.issue(
                aStatement(`2026-11-${i}-1-reversed`, money(-cents), { subject, reverses: `2026-11-${i}-1` }),
                aStatement(`2026-11-${i}-2`, money(again), { subject, revision: i + 101 }),
              );
            owed[account] = (owed[account] ?? 0) + (again ?? cents);
            const one = steps[i];
            if (one !== undefined && 'meets' in one) world.stripe.plan(one.meets);
            await world.send();
          }
          for (const one of steps.slice(issued.length)) {
            if ('meets' in one) {
              world.stripe.plan(one.meets);
              await world.send();
            } else await world.send(cutOffTerm(store, one.killedAt)).catch(() => undefined);
            world.clock.advance(15 * MINUTE_MS);
          }
          await world.sendAll();
          const charged = world.charged();
          const { rows } = await sql<{ account: string; balance: number }>`
            select concat(customer, ' ', meter) as account, sum(owed - value)::integer as balance
            from payment_event group by 1`.execute(store.db);
          for (const { account, balance } of rows) {
            expect(balance).toBeLessThanOrEqual(0);
            expect((charged[account] ?? 0) + balance).toBe(owed[account]);
          }
          expect((await world.rows()).filter((row) => !/ (sent|settled) /.test(row))).toEqual([]);
          expect(new Set(world.stripe.taken.map(({ identifier }) => identifier)).size).toBe(
            world.stripe.taken.length,
          );
          expect(world.stripe.breaches).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  }, 600_000);
});
