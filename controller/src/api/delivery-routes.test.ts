import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '../registry/viewer.ts';
import type { Store } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { runApi } from '../testing/running-api.ts';
import { smallShop } from '../testing/small-shop.ts';
import { sharedSchemas } from './body-schemas.ts';
import { addDeliveryRoutes } from './delivery-routes.ts';
import { deliverySchemas } from './delivery-schemas.ts';
import { problemOf } from './problem-of.ts';
import { problemDocument } from './problems.ts';

let store: Store;
let api: FastifyInstance;
let announced = 0;
let viewer: Viewer = 'everything';
beforeAll(async () => {
  store = await borrowMemoryStore();
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
  addDeliveryRoutes(api, { db: store.db, clock: new FakeClock(), announce, viewerOf: () => viewer });
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
  viewer = 'everything';
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

/** Has the event of a delivery tell of something. */
async function about(seq: number, data: Readonly<Record<string, unknown>>): Promise<void> {
  await writeRows(store.db, 'event', [{ seq, type: 'app.deprecated', revision: 1, at, data }]);
}
async function addSource(id: string, access: Readonly<Record<string, unknown>>): Promise<void> {
  const manifest = { apiVersion: 'souk/v1', kind: 'Source', id, namespace: id, ...access };
  const [path, digest, fingerprint] = [`catalog/${id}.yaml`, 'd', 'f'];
  await writeRows(store.db, 'entity', [
    {
      ...{ kind: 'Source', id, path, digest, fingerprint, state: 'ready', search: '', updated_at: at },
      ...{ risk_reasons: '[]', attachments: '[]', facets: '{}', manifest },
    },
  ]);
}

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

  it('keeps what an endpoint answers from those from whom anything is hidden', async () => {
    viewer = { teams: [] };
    await about(2, {});
    expect((await get('/api/v1/deliveries/dlv_2')).log).toEqual([
      { attempt: 1, at, durationMs: 12, outcome: 'gone', status: 410 },
    ]);
  });

  it('tells nobody of what comes by a source that is hidden from them', async () => {
    await about(1, {});
    await about(2, { source: 'partner' });
    await about(3, { source: 'open' });
    await about(4, { source: 'gone' });
    await addSource('partner', { visibleTo: ['sales'] });
    await addSource('open', {});
    const seen = async (teams: string[]) => {
      viewer = { teams };
      const { items } = await get('/api/v1/subscriptions/hook/deliveries');
      const answers = await Promise.all([1, 2, 3, 4].map((seq) => get(`/api/v1/deliveries/dlv_${seq}`)));
      const singly = answers.flatMap((body) => body.seq ?? []).toReversed();
      const listed = items.map(({ seq }: { seq: number }) => seq);
      expect(singly).toEqual(listed);
      return listed;
    };
    expect(await seen([])).toEqual([3, 1]);
    expect(await seen(['sales'])).toEqual([3, 2, 1]);
    viewer = { teams: [] };
    expect((await post('/api/v1/deliveries/dlv_2/replay')).json()).toMatchObject({
      code: 'delivery-not-found',
    });
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
    const audit = await store.db.selectFrom('audit').select(['action', 'subject', 'detail']).execute();
    const detail = { delivery: 'dlv_2', as: deliveryId, seq: 2, eventType: 'app.deprecated' };
    expect(audit).toEqual([{ action: 'replayed', subject: 'Subscription/hook', detail }]);
  });

  it('is another one each time, once the one before has come to its end', async () => {
    const first = (await post('/api/v1/deliveries/dlv_2/replay')).json();
    const early = await post('/api/v1/deliveries/dlv_2/replay');
    expect([early.statusCode, early.json()]).toMatchObject([
      409,
      { code: 'replay-under-way', detail: `It waits as "${first.deliveryId}".` },
    ]);
    await store.db
      .updateTable('delivery')
      .set({ state: 'dead', due_at: null, settled_at: new Date(at) })
      .where('delivery_id', '=', first.deliveryId)
      .execute();
    const second = (await post('/api/v1/deliveries/dlv_2/replay')).json();
    expect(new Set(['dlv_2', first.deliveryId, second.deliveryId]).size).toBe(3);
  });

  it('can be asked for so often and no more', async () => {
    const running = await runApi({ store, catalog: smallShop });
    const answers = [];
    for (let i = 0; i < 61; i++)
      answers.push(await running.api.inject({ method: 'POST', url: '/api/v1/deliveries/nope/replay' }));
    await running.close();
    const last = answers.pop();
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([404]));
    expect(last?.json()).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0);
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
