import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { aTerm } from '../testing/a-term.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { until } from '../testing/until.ts';
import type { Message, Poster } from './post-message.ts';
import { readAttempts, readDeliveries } from './read-deliveries.ts';
import { readStanding } from './read-standing.ts';
import { replayDelivery } from './replay-delivery.ts';
import {
  aDeliveryService,
  delivered,
  failed,
  scriptedPoster,
  type TestedService,
} from './testing/a-delivery-service.ts';
import { anAppEvent, aSubscription, subscribe, tell, unsubscribe } from './testing/a-subscription.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe.each(stores.filter(({ skip }) => !skip))('deliveries on $name', ({ open }) => {
  let store: Store;
  let stop: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(() => resetStore(store));
  afterEach(async () => {
    for (const end of stop) await end();
    stop = [];
  });

  function start(poster: Poster): TestedService {
    const tested = aDeliveryService(store, poster);
    const term = aTerm(store);
    const running = tested.service.run(term);
    stop.push(async () => {
      term.end();
      await running;
    });
    return tested;
  }

  const all = (subscriptionId = 'hook') =>
    readDeliveries(store.db, { subscriptionId, limit: 1_000, sources: undefined });
  const states = async (subscriptionId = 'hook') =>
    (await all(subscriptionId)).toReversed().map(({ state }) => state);
  const settled = (count: number) =>
    until(
      () => all(),
      (records) => records.filter(({ state }) => state !== 'pending').length >= count,
    );
  const attempted = (count: number) =>
    until(
      async () =>
        Number(
          (
            await store.db
              .selectFrom('delivery_attempt')
              .select(({ fn }) => fn.countAll().as('n'))
              .executeTakeFirstOrThrow()
          ).n,
        ),
      (n) => n >= count,
    );
  const eventIds = (sent: readonly Message[]) =>
    sent.map(({ body }) => JSON.parse(body).id.split('.').at(-1));

  it('tells of what comes after the event that added the subscription, and of nothing else', async () => {
    await tell(store, anAppEvent('crm'));
    await subscribe(store, aSubscription({ id: 'hook', events: ['app.deprecated'], entities: ['App/crm'] }));
    await tell(store, anAppEvent('crm'), anAppEvent('erp'), anAppEvent('crm', 'added'));
    const poster = scriptedPoster(() => delivered);
    start(poster);
    await settled(1);
    expect(eventIds(poster.sent)).toEqual(['3']);
    expect((await readStanding(store.db, 'hook'))?.seq).toBe(5);
  });

  it('is silent about what the first sync found', async () => {
    await subscribe(store, aSubscription({ id: 'hook' }));
    await tell(store, { ...anAppEvent('crm', 'added'), data: { initial: true } }, anAppEvent('crm'));
    const poster = scriptedPoster(() => delivered);
    start(poster);
    await settled(1);
    expect(eventIds(poster.sent)).toEqual(['3']);
  });

  it('keeps the id over attempts, signs each anew and holds later ones about the same subject back', async () => {
    await subscribe(store, aSubscription({ id: 'hook' }));
    await tell(store, anAppEvent('crm'), anAppEvent('crm', 'retired'), anAppEvent('erp'));
    const poster = scriptedPoster((_message, nth) => (nth === 1 ? failed : delivered));
    const { clock } = start(poster);
    await attempted(2);
    expect(eventIds(poster.sent)).toEqual(['2', '4']);
    await until(
      () => clock.sleeping,
      (n) => n > 0,
    );
    clock.advance(5_000);
    await settled(3);
    expect(eventIds(poster.sent)).toEqual(['2', '4', '2', '3']);
    const [first, , again] = poster.sent;
    expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(Number(again?.headers['webhook-timestamp']) - Number(first?.headers['webhook-timestamp'])).toBe(5);
    expect(again?.body).toBe(first?.body);
  });

  it('writes every attempt down', async () => {
    await subscribe(store, aSubscription({ id: 'hook' }));
    await tell(store, anAppEvent('crm'));
    start(scriptedPoster(() => ({ kind: 'redirected', status: 302 })));
    await attempted(1);
    const [record] = await all();
    expect(await readAttempts(store.db, record?.deliveryId ?? '')).toMatchObject([
      { attempt: 1, outcome: 'redirected', status: 302, error: null, response: 'answer' },
    ]);
    expect(record).toMatchObject({ state: 'pending', attempts: 1, dueAt: new Date('2026-11-22T08:00:05Z') });
  });

  it('gives up after eight attempts and lets the next one go', async () => {
    await subscribe(store, aSubscription({ id: 'hook' }));
    await tell(store, anAppEvent('crm'), anAppEvent('crm', 'retired'));
    const poster = scriptedPoster((_message, nth) => (nth <= 8 ? failed : delivered));
    const { clock } = start(poster);
    await until(
      async () => {
        if (clock.sleeping > 0) clock.advance(DAY / 2);
        return states();
      },
      (found) => found.length === 2 && !found.includes('pending'),
    );
    expect(await states()).toEqual(['dead', 'delivered']);
    expect(eventIds(poster.sent)).toEqual([...Array(8).fill('2'), '3']);
  });

  it('stops at 410, tells of it, and loses nothing until the manifest changes', async () => {
    await subscribe(store, aSubscription({ id: 'hook' }));
    await subscribe(store, aSubscription({ id: 'watcher', events: ['webhook.disabled'] }));
    await tell(store, anAppEvent('crm'));
    let isGone = true;
    const poster = scriptedPoster(() => (isGone ? { kind: 'gone', status: 410 } : delivered));
    const { ring } = start(poster);
    await settled(1);
    isGone = false;
    await tell(store, anAppEvent('erp'));
    ring();
    await until(
      () => states('watcher'),
      (found) => found.includes('delivered'),
    );
    expect(await states()).toEqual(['dead']);
    expect(await readStanding(store.db, 'hook')).toMatchObject({ reason: expect.stringContaining('410') });
    expect(JSON.parse(poster.sent.at(-1)?.body ?? '')).toMatchObject({
      type: 'dev.souk.webhook.disabled',
      subject: 'Subscription/hook',
    });
    const audit = await store.db.selectFrom('audit').select(['action', 'subject']).execute();
    expect(audit).toEqual([{ action: 'disabled', subject: 'Subscription/hook' }]);
    await subscribe(store, aSubscription({ id: 'hook', url: 'https://new.example.com/' }), 'modified');
    ring();
    await settled(2);
    expect(await states()).toEqual(['dead', 'delivered']);
    expect(poster.sent.at(-1)?.url).toBe('https://new.example.com/');
  });

  it('disables an endpoint that has failed for five days', async () => {
    await subscribe(store, aSubscription({ id: 'hook' }));
    await tell(store, anAppEvent('crm'));
    const { clock, ring } = start(scriptedPoster(() => failed));
    await attempted(1);
    clock.advance(5 * DAY - 1);
    await attempted(2);
    expect(await readStanding(store.db, 'hook')).toMatchObject({ disabledAt: undefined });
    await tell(store, anAppEvent('erp'));
    clock.advance(10 * MINUTE);
    ring();
    await until(
      () => readStanding(store.db, 'hook'),
      (state) => state?.disabledAt !== undefined,
    );
  });

  it('does not let an endpoint that hangs keep the others waiting', async () => {
    await subscribe(store, aSubscription({ id: 'dead', url: 'https://dead.example.com/' }));
    await subscribe(store, aSubscription({ id: 'hook' }));
    const events = Array.from({ length: 300 }, (_, i) => anAppEvent(`app-${i}`));
    await tell(store, ...events);
    const waiting: (() => void)[] = [];
    let isHanging = true;
    const poster = scriptedPoster(({ url }) =>
      url.includes('dead') && isHanging
        ? new Promise((resolve) => waiting.push(() => resolve({ kind: 'timeout' })))
        : delivered,
    );
    start(poster);
    await settled(300);
    expect(waiting.length).toBe(16);
    isHanging = false;
    for (const release of waiting) release();
  });

  it('ends with its subscription, and says why', async () => {
    await subscribe(store, aSubscription({ id: 'hook' }));
    await tell(store, anAppEvent('crm'));
    const { ring, clock } = start(scriptedPoster(() => failed));
    await attempted(1);
    await unsubscribe(store, 'hook');
    ring();
    await until(
      () => states(),
      (found) => found.includes('dead'),
    );
    const [record] = await all();
    expect(await readAttempts(store.db, record?.deliveryId ?? '')).toMatchObject([
      { outcome: 'rejected' },
      { outcome: 'not-sent', error: 'The subscription has left the catalog.' },
    ]);
    expect(await readStanding(store.db, 'hook')).toBeUndefined();
    await subscribe(store, aSubscription({ id: 'hook' }));
    await until(
      () => clock.sleeping,
      (n) => n > 0,
    );
    ring();
    await until(
      () => readStanding(store.db, 'hook'),
      (state) => state !== undefined,
    );
    expect(await states()).toEqual(['dead']);
  });

  it('only waits for a subscription that is missing without having been removed', async () => {
    await subscribe(store, aSubscription({ id: 'hook' }));
    const { ring, clock } = start(scriptedPoster(() => failed));
    await tell(store, anAppEvent('crm'));
    ring();
    await attempted(1);
    await store.db.deleteFrom('entity').execute();
    await tell(store, anAppEvent('erp'));
    await until(
      () => clock.sleeping,
      (n) => n > 0,
    );
    ring();
    await until(
      () => clock.sleeping,
      (n) => n > 0,
    );
    expect(await states()).toEqual(['pending']);
    expect(await readStanding(store.db, 'hook')).toMatchObject({ seq: 2 });
    await subscribe(store, aSubscription({ id: 'hook' }), 'modified');
    ring();
    await until(
      () => states(),
      (found) => found.length === 2,
    );
  });

  it('makes a replay under an id of its own, every time, and enables what was disabled', async () => {
    await subscribe(store, aSubscription({ id: 'hook' }));
    await tell(store, anAppEvent('crm'));
    const poster = scriptedPoster((_message, nth) => (nth === 1 ? { kind: 'gone', status: 410 } : delivered));
    const { ring } = start(poster);
    const [dead] = await settled(1);
    const wish = { actor: { name: 'Ana' }, now: new Date('2026-11-22T08:00:00Z') };
    for (const count of [2, 3]) {
      await replayDelivery(store, dead?.deliveryId ?? '', wish);
      ring();
      await settled(count);
    }
    expect(new Set(poster.sent.map(({ headers }) => headers['webhook-id'])).size).toBe(3);
    expect(new Set(poster.sent.map(({ body }) => body)).size).toBe(1);
    expect(await readStanding(store.db, 'hook')).toMatchObject({ disabledAt: undefined });
  });

  it('says so where a channel can not be used, and where there is nothing to sign with', async () => {
    await subscribe(store, aSubscription({ id: 'mail', channel: 'email', address: 'a@example.com' }));
    await subscribe(store, aSubscription({ id: 'hook', secret: 'vault:kv/souk#hook' }));
    await tell(store, anAppEvent('crm'));
    const poster = scriptedPoster(() => delivered);
    start(poster);
    await attempted(1);
    expect(await readStanding(store.db, 'mail')).toMatchObject({
      seq: 3,
      reason: expect.stringContaining('no mail server'),
      deliveries: { pending: 0, delivered: 0, dead: 0 },
    });
    const [record] = await all();
    expect(await readAttempts(store.db, record?.deliveryId ?? '')).toMatchObject([
      { outcome: 'not-sent', error: expect.stringContaining('none is set up') },
    ]);
    expect(poster.sent).toEqual([]);
  });

  it('writes nothing while nothing happens', async () => {
    await subscribe(store, aSubscription({ id: 'hook' }));
    await tell(store, anAppEvent('crm'));
    let writes = 0;
    const tested = aDeliveryService(
      store,
      scriptedPoster(() => delivered),
    );
    const term = aTerm(store);
    const counted = {
      ...term,
      write: ((work) => {
        writes += 1;
        return term.write(work);
      }) as typeof term.write,
    };
    const running = tested.service.run(counted);
    await settled(1);
    await until(
      () => tested.clock.sleeping,
      (n) => n > 0,
    );
    const before = writes;
    for (let i = 0; i < 5; i++) {
      tested.clock.advance(15_000);
      await until(
        () => tested.clock.sleeping,
        (n) => n > 0,
      );
    }
    term.end();
    await running;
    expect(writes).toBe(before);
  });
});
