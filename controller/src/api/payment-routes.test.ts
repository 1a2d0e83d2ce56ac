import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aStatement, openPaymentWorld, type PaymentWorld } from '../billing/payment/testing/payment-world.ts';
import type { Store } from '../store/store.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { type RunningApi, runApi } from '../testing/running-api.ts';

let store: Store;
let world: PaymentWorld;
let running: RunningApi;
let elsewhere: RunningApi;
beforeAll(async () => {
  store = await borrowMemoryStore();
  world = await openPaymentWorld(store);
  await world.issue(
    aStatement('first', '12.50'),
    aStatement('second', '3.00', { subject: 'wrong' }),
    aStatement('third', '7.00', { subject: 'nobody' }),
  );
  await world.send();
  running = await runApi({ store, catalog: {} });
  elsewhere = await runApi({ store, catalog: {}, host: '10.0.0.1' });
}, 60_000);
afterAll(async () => {
  await running.close();
  await elsewhere.close();
  await world.stripe.close();
  await store.close();
});

const list = async (query = '') => (await running.api.inject(`/api/v1/payments${query}`)).json().items;
const resolve = (identifier: string, resolution: string, { api } = running) =>
  api.inject({ method: 'POST', url: `/api/v1/payments/${identifier}/resolution`, payload: { resolution } });

describe('when somebody looks at payments', () => {
  it('tells how each stands, and what waits for somebody', async () => {
    const short = ({ statement, state, owed, value, customer }: Record<string, unknown>) =>
      [statement, state, owed, value, customer].join(' ');
    expect((await list()).map(short)).toEqual([
      'third unmapped 700  ',
      'second refused 300 300 cus_unknown',
      'first sent 1250 1250 cus_sales',
    ]);
    expect((await list('?open=true')).map(short)).toHaveLength(2);
    expect((await list('?statement=first')).map(short)).toHaveLength(1);
  });

  it('takes a decision once, and writes it down', async () => {
    const [{ identifier, error }] = await list('?statement=second');
    expect(error).toContain('cus_unknown');
    const answer = await resolve(identifier, 'done');
    expect([answer.statusCode, answer.json()]).toEqual([200, { identifier, resolution: 'done' }]);
    expect((await list('?statement=second'))[0].state).toBe('settled');
    expect((await resolve(identifier, 'send-again')).statusCode).toBe(404);
    const audit = await sql<{ action: string; subject: string }>`select action, subject from audit`.execute(
      store.db,
    );
    expect(audit.rows).toEqual([{ action: 'resolved', subject: `payment/${identifier}` }]);
  });

  it.each(['', 'paid'])('refuses the decision "%s"', async (resolution) => {
    const [{ identifier }] = await list('?statement=third');
    expect((await resolve(identifier, resolution)).statusCode).toBe(400);
  });

  it('is for who runs the service, not for whoever reaches it', async () => {
    const answer = await elsewhere.api.inject('/api/v1/payments');
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden']);
    const [{ identifier }] = await list('?statement=third');
    expect((await resolve(identifier, 'done', elsewhere)).statusCode).toBe(403);
    expect((await list('?statement=third'))[0].state).toBe('unmapped');
  });
});
