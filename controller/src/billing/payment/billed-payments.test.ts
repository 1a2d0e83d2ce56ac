import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../store/store.ts';
import { resetStore } from '../../testing/reset-store.ts';
import { stores } from '../../testing/stores.ts';
import { runBilling } from '../create-billing-service.ts';
import { november, openBillingWorld } from '../testing/billing-world.ts';
import { readPayments } from './read-payments.ts';
import { sendPayments } from './send-payments.ts';
import { openStripe } from './stripe/open-stripe.ts';
import { KEY } from './testing/payment-world.ts';
import { startStripeDouble } from './testing/stripe-double.ts';

describe.each(stores)('payments of months that are closed on $name', ({ skip, open }) => {
  let store: Store;
  beforeAll(async () => {
    if (!skip) store = await open();
  }, 60_000);
  afterAll(async () => store?.close());
  afterEach(async () => {
    if (!skip) await resetStore(store);
  });

  it.skipIf(skip)(
    'are what statements say is due, and the difference when a month is issued again',
    async () => {
      const world = await openBillingWorld(store);
      const stripe = await startStripeDouble({
        ...{ key: KEY, customers: ['cus_1'], meters: ['souk_due'], clock: world.clock },
      });
      const settings = { key: 'env:SOUK_SECRET_STRIPE', meters: { EUR: 'souk_due' }, customers: {} };
      const bill = () => runBilling(world.term, { ...world.ports, payments: settings }, []);
      world.until('2026-11-20T10:00:00Z');
      await world.use([{ id: '1', metric: 'calls', value: '1234', time: '2026-11-20T09:00:00Z' }]);
      world.until('2026-12-06T00:00:00Z');
      await bill();
      // Partners are paid in another way, and it is not known yet who pays.
      const [payment, ...others] = await readPayments(store.db, { limit: 10 });
      expect(others).toEqual([]);
      expect(payment).toMatchObject({ period: '2026-11', state: 'unmapped', owed: '4234' });
      await world.merge({
        ...november,
        plans: [{ name: 'team', monthly: '40.00' }],
        reissues: [{ id: 'wrong-plan', period: '2026-11', reason: 'The plan was wrong.' }],
      });
      const provider = openStripe({
        settings: { ...settings, url: stripe.url },
        readSecret: async () => ({ ok: true, value: KEY }),
      });
      const customers = { [payment?.costCenter ?? '']: 'cus_1' };
      const send = () =>
        sendPayments(world.term, { ...world.ports, provider, settings: { ...settings, customers } });
      await send();
      await bill();
      await send();
      expect(stripe.taken.map(({ value }) => value)).toEqual(['4234', '1000']);
      expect(stripe.breaches).toEqual([]);
      await stripe.close();
    },
  );
});
