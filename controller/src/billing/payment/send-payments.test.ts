import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../store/store.ts';
import { resetStore } from '../../testing/reset-store.ts';
import { stores } from '../../testing/stores.ts';
import { storeStatements } from '../store-statements.ts';
import { cutOffTerm } from '../testing/cut-off-term.ts';
import { queuePayments } from './queue-payments.ts';
import { readPayments } from './read-payments.ts';
import { resolvePayment } from './resolve-payment.ts';
import { sendPayments } from './send-payments.ts';
import { openStripe } from './stripe/open-stripe.ts';
import { aStatement, KEY, openPaymentWorld, type PaymentWorld, settings } from './testing/payment-world.ts';
import { faults } from './testing/stripe-double.ts';

/** Where nobody listens any more. */
async function closedAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

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
    if (!skip) await resetStore(store);
  });
  const test = it.skipIf(skip);

  const openWorld = async (key?: string): Promise<PaymentWorld> => {
    const world = await openPaymentWorld(store, key);
    opened.push(world);
    return world;
  };
  test('tells Stripe what is due, once, as the contract says', async () => {
    const world = await openWorld();
    await world.issue(
      aStatement('2026-11-a', '12.50'),
      aStatement('2026-11-b', '1250', { subject: 'support', currency: 'JPY' }),
      aStatement('2026-11-shown', '0.00', { revision: 2 }),
      aStatement('2026-11-partner', '99.00', { kind: 'partner' }),
    );
    await world.send();
    await world.send();
    expect(world.stripe.taken).toEqual([
      {
        ...{ identifier: '2026-11-a-2026-11-a0000000', customer: 'cus_sales', meter: 'souk_due' },
        ...{ value: '1250', timestamp: Date.parse('2026-12-06T00:12:00Z') / 1_000 },
      },
      {
        ...{ identifier: '2026-11-b-2026-11-b0000000', customer: 'cus_support', meter: 'souk_due_yen' },
        ...{ value: '1250', timestamp: Date.parse('2026-12-06T00:12:00Z') / 1_000 },
      },
    ]);
    expect(world.stripe.breaches).toEqual([]);
    expect(await world.rows()).toEqual(['2026-11-a sent 1250', '2026-11-b sent 1250']);
  });

  test('sends nothing where nobody pays by a provider', async () => {
    const world = await openWorld();
    await storeStatements(store.db, [aStatement('2026-11-a', '12.50')], world.clock.now());
    await queuePayments(store.db, [aStatement('2026-11-a', '12.50')], undefined, world.clock.now());
    expect(await world.rows()).toEqual([]);
  });

  test('shows what is of no customer, and sends it when there is one', async () => {
    const world = await openWorld();
    await world.issue(
      aStatement('2026-11-new', '5.00', { subject: 'newcomer' }),
      aStatement('2026-11-usd', '6.00', { currency: 'USD' }),
      aStatement('2026-11-odd', '7.00', { subject: 'constructor' }),
    );
    await world.send();
    expect(world.stripe.requests).toEqual([]);
    const open = await readPayments(store.db, { open: true, limit: 10 });
    expect(open.map(({ statement, state, owed }) => `${statement} ${state} ${owed}`)).toEqual([
      '2026-11-odd unmapped 700',
      '2026-11-usd unmapped 600',
      '2026-11-new unmapped 500',
    ]);
    const customers = { ...settings.customers, newcomer: 'cus_support' };
    const ports = { ...world.ports, settings: { ...settings, customers } };
    await sendPayments(cutOffTerm(store, Number.POSITIVE_INFINITY), ports);
    expect(world.charged()).toEqual({ 'cus_support souk_due': 500 });
  });

  test.each([
    ['more', '15.00', { 'cus_sales souk_due': 1_500 }],
    ['less', '10.00', { 'cus_sales souk_due': 1_250 }],
    ['the same', '12.50', { 'cus_sales souk_due': 1_250 }],
  ])('charges the difference when a month is issued again with %s', async (_name, again, charged) => {
    const world = await openWorld();
    await world.issue(aStatement('2026-11-a', '12.50'));
    await world.send();
    await world.issue(
      aStatement('2026-11-a-reversed', '-12.50', { reverses: '2026-11-a' }),
      aStatement('2026-11-a-2', again, { revision: 2 }),
    );
    await world.send();
    expect(world.charged()).toEqual(charged);
    // What was too much lessens the next month.
    await world.issue(aStatement('2026-12-a', '20.00', { period: '2026-12' }));
    await world.send();
    expect(world.charged()).toEqual({ 'cus_sales souk_due': Number(again) * 100 + 2_000 });
    expect(world.stripe.breaches).toEqual([]);
  });

  test.each([...faults])('sends it once when the first attempt meets "%s"', async (fault) => {
    const world = await openWorld();
    await world.issue(
      aStatement('2026-11-a', '12.50'),
      aStatement('2026-11-b', '1.00', { subject: 'support' }),
    );
    world.stripe.plan(fault);
    await world.send();
    // A provider that fails is left alone.
    expect(world.stripe.requests).toHaveLength(1);
    const [, first] = await readPayments(store.db, { limit: 10 });
    expect(first).toMatchObject({ state: 'pending', attempts: 1, error: expect.any(String) });
    const waited = (first?.dueAt?.getTime() ?? 0) - world.clock.now().getTime();
    expect(waited).toBe(fault === 'busy' ? 120_000 : 22_500);
    await world.sendAll();
    expect(world.charged()).toEqual({ 'cus_sales souk_due': 1_250, 'cus_support souk_due': 100 });
    expect(await world.rows()).toEqual(['2026-11-a sent 1250', '2026-11-b sent 100']);
    expect(world.stripe.breaches).toEqual([]);
    // What was never answered is asked again, to the last byte; what was answered is a request of its own.
    const mine = world.stripe.requests.filter(({ body }) => body.includes('2026-11-a'));
    expect(new Set(mine.map(({ headers, body }) => `${headers['idempotency-key']} ${body}`)).size).toBe(
      fault.startsWith('drop') ? 1 : 2,
    );
  });

  test('shows what Stripe refuses, does not try it again, and goes on with the others', async () => {
    const world = await openWorld();
    await world.issue(
      aStatement('2026-11-a', '12.50', { subject: 'wrong' }),
      aStatement('2026-11-b', '1.00', { subject: 'support' }),
    );
    await world.send();
    await world.sendAll();
    expect(world.stripe.requests).toHaveLength(2);
    expect(await readPayments(store.db, { open: true, limit: 10 })).toMatchObject([
      { statement: '2026-11-a', state: 'refused', error: "400: No such customer: 'cus_unknown'" },
    ]);
    // Somebody mends the file.
    const [refused] = await readPayments(store.db, { statement: '2026-11-a', limit: 1 });
    expect(await resolvePayment(store.db, refused?.identifier ?? '', 'send-again')).toBe(true);
    const customers = { ...settings.customers, wrong: 'cus_support' };
    await sendPayments(cutOffTerm(store, Number.POSITIVE_INFINITY), {
      ...world.ports,
      settings: { ...settings, customers },
    });
    expect(world.charged()).toEqual({ 'cus_support souk_due': 1_350 });
    expect(await resolvePayment(store.db, refused?.identifier ?? '', 'done')).toBe(false);
  });

  test('waits for a key that works, and never shows it', async () => {
    const world = await openWorld('sk_test_wrongtoken');
    await world.issue(aStatement('2026-11-a', '12.50'));
    await world.send();
    const [payment] = await readPayments(store.db, { limit: 1 });
    expect(payment).toMatchObject({
      state: 'pending',
      error: expect.stringMatching(/^401: Invalid API Key/),
    });
    expect(JSON.stringify(payment)).not.toMatch(/sk_test/);
    world.clock.advance(40 * 24 * HOUR_MS);
    const provider = openStripe({
      settings: { ...settings, url: world.stripe.url },
      readSecret: async () => ({ ok: true, value: KEY }),
    });
    await sendPayments(cutOffTerm(store, Number.POSITIVE_INFINITY), { ...world.ports, provider });
    // Nobody can have had it, so it happens now: Stripe takes nothing that is 35 days old.
    expect(world.charged()).toEqual({ 'cus_sales souk_due': 1_250 });
  });

  test('sends nothing a second time of which nobody knows after a day, and says so', async () => {
    const world = await openWorld();
    await world.issue(aStatement('2026-11-a', '12.50'));
    world.stripe.plan('drop-after');
    await world.send();
    world.clock.advance(11 * HOUR_MS);
    world.stripe.plan('drop-before');
    await world.send();
    // That it was not taken this time says nothing of the first.
    world.clock.advance(12 * HOUR_MS - MINUTE_MS);
    world.stripe.plan('busy');
    await world.send();
    world.clock.advance(2 * HOUR_MS);
    await world.send();
    await world.sendAll();
    expect(world.stripe.requests).toHaveLength(3);
    expect(world.charged()).toEqual({ 'cus_sales souk_due': 1_250 });
    const [payment] = await readPayments(store.db, { open: true, limit: 10 });
    expect(payment).toMatchObject({ state: 'unsure', error: expect.stringMatching(/^Nobody knows whether/) });
    expect(await resolvePayment(store.db, payment?.identifier ?? '', 'done')).toBe(true);
    expect(await world.rows()).toEqual(['2026-11-a settled 1250']);
  });

  test('is told all the same after a day on which Stripe could not be reached at all', async () => {
    const world = await openWorld();
    await world.issue(aStatement('2026-11-a', '12.50'));
    const nowhere = openStripe({
      settings: { ...settings, url: await closedAddress() },
      readSecret: async () => ({ ok: true, value: KEY }),
    });
    const term = cutOffTerm(store, Number.POSITIVE_INFINITY);
    await sendPayments(term, { ...world.ports, provider: nowhere });
    expect(await readPayments(store.db, { limit: 1 })).toMatchObject([
      { state: 'pending', error: expect.stringMatching(/^Stripe could not be reached/) },
    ]);
    world.clock.advance(48 * HOUR_MS);
    await world.send();
    expect(world.charged()).toEqual({ 'cus_sales souk_due': 1_250 });
  });

  test('issues statements and their payments together or not at all, wherever it is cut off', async () => {
    const world = await openWorld();
    const statements = [
      aStatement('2026-11-a', '12.50'),
      aStatement('2026-11-b', '1.00', { subject: 'support' }),
    ];
    for (let at = 1; ; at++) {
      const term = cutOffTerm(store, at);
      const issued = await term
        .write(async (db) => {
          await storeStatements(db, statements, world.clock.now());
          await queuePayments(db, statements, settings, world.clock.now());
        })
        .then(
          () => true,
          () => false,
        );
      const { rows } = await sql<{ n: number }>`select count(*)::integer as n from statement`.execute(
        store.db,
      );
      expect(await world.rows()).toHaveLength(issued ? 2 : 0);
      expect(rows).toEqual([{ n: issued ? 2 : 0 }]);
      if (!issued) continue;
      expect(at).toBeGreaterThan(6);
      break;
    }
  });

  test('sends each once, wherever the process is killed', async () => {
    const world = await openWorld();
    await world.issue(
      aStatement('2026-11-a', '12.50'),
      aStatement('2026-11-b', '1.00', { subject: 'support' }),
    );
    let kills = 0;
    for (let at = 1; at < 40; at++) {
      await world.send(cutOffTerm(store, at)).catch(() => (kills += 1));
      world.clock.advance(MINUTE_MS);
    }
    expect(kills).toBeGreaterThan(4);
    expect(world.charged()).toEqual({ 'cus_sales souk_due': 1_250, 'cus_support souk_due': 100 });
    expect(await world.rows()).toEqual(['2026-11-a sent 1250', '2026-11-b sent 100']);
    expect(world.stripe.breaches).toEqual([]);
  });
});
