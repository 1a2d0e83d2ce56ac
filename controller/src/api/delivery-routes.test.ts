import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { resetStore } from '../testing/reset-store.ts';
import { sharedSchemas } from './body-schemas.ts';
import { addDeliveryRoutes } from './delivery-routes.ts';
import { deliverySchemas } from './delivery-schemas.ts';
import { problemOf } from './problem-of.ts';
import { problemDocument } from './problems.ts';

let store: Store;
let api: FastifyInstance;
let announced = 0;
beforeAll(async () => {
  store = await openMemoryStore();
  api = fastify();
  const known = new Set<string | undefined>();
  for (const schema of [...sharedSchemas, ...deliverySchemas] as { $id?: string }[]) {
    if (!known.has(schema.$id)) api.addSchema(schema);
    known.add(schema.$id);
  }
  api.setErrorHandler((error, _request, reply) => {
    const document = problemDocument(problemOf(error));
    return reply.code(document.status).type('application/problem+json').send(JSON.stringify(document));
  });
  const announce = async () => {
    announced += 1;
  };
  addDeliveryRoutes(api, { db: store.db, clock: new FakeClock(), announce });
});
afterAll(async () => {
  await api.close();
  await store.close();
});

const at = '2026-11-22T08:00:00.000Z';
const delivery = (seq: number, state: 'pending' | 'delivered' | 'dead') => ({
  delivery_id: `dlv_${seq}`,
  subscription_id: 'hook',
  seq,
  event_type: 'app.deprecated',
  subject: 'App/crm',
  replay: '',
  state,
  attempts: 1,
  due_at: state === 'pending' ? at : null,
  settled_at: state === 'pending' ? null : at,
});

beforeEach(async () => {
  await resetStore(store);
  announced = 0;
  await store.db.updateTable('log_head').set({ seq: '7' }).where('log', '=', 'event').execute();
  await writeRows(store.db, 'subscription_state', [
    { subscription_id: 'hook', seq: 4, failing_since: at, disabled_at: at, reason: 'It answered 410.' },
  ]);
  await writeRows(store.db, 'delivery', [
    delivery(1, 'delivered'),
    delivery(2, 'dead'),
    delivery(3, 'dead'),
    delivery(4, 'pending'),
  ]);
  await writeRows(store.db, 'delivery_attempt', [
    {
      delivery_id: 'dlv_2',
      attempt: 1,
      at,
      duration_ms: 12,
      outcome: 'gone',
      status: 410,
      response: 'no more',
    },
  ]);
});

const get = async (url: string) => (await api.inject(url)).json();
const post = (url: string) => api.inject({ method: 'POST', url });

describe('the delivery log', () => {
  it('lists in pages, the newest first', async () => {
    const first = await get('/api/v1/subscriptions/hook/deliveries?limit=3');
    expect(first.items.map(({ deliveryId }: { deliveryId: string }) => deliveryId)).toEqual([
      'dlv_4',
      'dlv_3',
      'dlv_2',
    ]);
    const second = await get(`/api/v1/subscriptions/hook/deliveries?limit=3&cursor=${first.nextCursor}`);
    expect(second).toEqual({
      items: [
        {
          deliveryId: 'dlv_1',
          subscription: 'hook',
          seq: 1,
          type: 'app.deprecated',
          subject: 'App/crm',
          replay: false,
          state: 'delivered',
          attempts: 1,
          settledAt: at,
        },
      ],
    });
  });

  it('filters by state, and takes no cursor of another list', async () => {
    const dead = await get('/api/v1/subscriptions/hook/deliveries?state=dead&limit=1');
    expect(dead.items).toMatchObject([{ deliveryId: 'dlv_3' }]);
    const next = (state: string) =>
      get(`/api/v1/subscriptions/hook/deliveries?state=${state}&limit=1&cursor=${dead.nextCursor}`);
    expect((await next('dead')).items).toMatchObject([{ deliveryId: 'dlv_2' }]);
    expect(await next('pending')).toMatchObject({ code: 'invalid-cursor' });
  });

  it('shows every attempt of one', async () => {
    expect((await get('/api/v1/deliveries/dlv_2')).log).toEqual([
      { attempt: 1, at, durationMs: 12, outcome: 'gone', status: 410, response: 'no more' },
    ]);
  });

  it('says how a subscription stands', async () => {
    expect(await get('/api/v1/subscriptions/hook/state')).toEqual({
      subscription: 'hook',
      status: 'disabled',
      reason: 'It answered 410.',
      seq: 4,
      behind: 3,
      failingSince: at,
      disabledAt: at,
      deliveries: { pending: 1, delivered: 1, dead: 2 },
    });
  });

  it.each([
    ['/api/v1/subscriptions/nope/deliveries', 'subscription-not-found'],
    ['/api/v1/subscriptions/nope/state', 'subscription-not-found'],
    ['/api/v1/deliveries/nope', 'delivery-not-found'],
  ])('answers %s with %s', async (url, code) => {
    expect(await get(url)).toMatchObject({ status: 404, code });
  });
});

describe('a replay', () => {
  it('is a row of its own for the leader, enables the subscription and stands in the audit log', async () => {
    const answer = await post('/api/v1/deliveries/dlv_2/replay');
    const { deliveryId } = answer.json();
    expect([answer.statusCode, announced]).toEqual([202, 1]);
    expect(await get(`/api/v1/deliveries/${deliveryId}`)).toMatchObject({
      state: 'pending',
      replay: true,
      seq: 2,
      attempts: 0,
      dueAt: at,
    });
    expect((await get('/api/v1/subscriptions/hook/state')).status).toBe('active');
    const audit = await store.db.selectFrom('audit').select(['action', 'subject']).execute();
    expect(audit).toEqual([{ action: 'replayed', subject: 'Subscription/hook' }]);
  });

  it('is another one each time', async () => {
    const answers = [];
    for (const _ of [1, 2]) answers.push(await post('/api/v1/deliveries/dlv_2/replay'));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202]);
    const ids = answers.map((answer) => answer.json().deliveryId);
    expect(new Set([...ids, 'dlv_2']).size).toBe(3);
  });

  it('of one that still waits only hurries it', async () => {
    expect((await post('/api/v1/deliveries/dlv_4/replay')).json().deliveryId).toBe('dlv_4');
  });

  it('needs a delivery, and a subscription that is still there', async () => {
    expect((await post('/api/v1/deliveries/nope/replay')).json()).toMatchObject({
      code: 'delivery-not-found',
    });
    await store.db.deleteFrom('subscription_state').execute();
    expect((await post('/api/v1/deliveries/dlv_2/replay')).json()).toMatchObject({
      code: 'subscription-not-found',
    });
  });
});
