import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Mailer } from '../mail/mailer.ts';
import { aMailer } from '../mail/testing/a-mailer.ts';
import { type MailServer, type Refusals, startMailServer } from '../mail/testing/mail-server.ts';
import type { Store } from '../store/store.ts';
import { aTerm } from '../testing/a-term.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { until } from '../testing/until.ts';
import { type DeliveryRecord, readAttempts, readDeliveries } from './read-deliveries.ts';
import { readStanding } from './read-standing.ts';
import { replayDelivery } from './replay-delivery.ts';
import {
  aDeliveryService,
  delivered,
  scriptedPoster,
  type TestedService,
} from './testing/a-delivery-service.ts';
import { anAppEvent, aSubscription, subscribe, tell } from './testing/a-subscription.ts';

let store: Store;
let stop: (() => Promise<void>)[] = [];
beforeAll(async () => {
  store = await borrowMemoryStore();
});
afterAll(() => store.close());
beforeEach(() => resetStore(store));
afterEach(async () => {
  for (const end of stop.toReversed()) await end();
  stop = [];
});

function start(mailer: Mailer | undefined): TestedService {
  const tested = aDeliveryService(
    store,
    scriptedPoster(() => delivered),
    { mailer },
  );
  const term = aTerm(store);
  const running = tested.service.run(term);
  stop.push(async () => {
    term.end();
    await running;
    await mailer?.close();
  });
  return tested;
}

async function serve(refusals?: Refusals): Promise<MailServer> {
  const server = await startMailServer(refusals);
  stop.push(() => server.close());
  return server;
}

const byMail = (change: object = {}) =>
  aSubscription({ id: 'mail', channel: 'email', address: 'sales@example.com', ...change });
const all = () => readDeliveries(store.db, { subscriptionId: 'mail', limit: 100, sources: undefined });
const reach = (holds: (record: DeliveryRecord) => boolean) =>
  until(all, (records) => records.some((record) => holds(record)));
const attempts = async () => readAttempts(store.db, (await all())[0]?.deliveryId ?? '');

describe('when a subscription is to mail', () => {
  it('is told of each event by a mail of its own', async () => {
    const server = await serve();
    await subscribe(store, byMail());
    await tell(store, anAppEvent('crm'), anAppEvent('erp', 'retired'));
    start(aMailer(server));
    await until(
      all,
      (records) => records.every(({ state }) => state === 'delivered') && records.length === 2,
    );
    expect(server.taken.map(({ to, headers }) => [...to, headers.get('subject')]).toSorted()).toEqual([
      ['sales@example.com', 'app.deprecated: App/crm (App crm)'],
      ['sales@example.com', 'app.retired: App/erp (App erp)'],
    ]);
    expect(server.taken[0]?.raw).toContain('https://souk.example.com/entities/App/');
    expect(new Set(server.taken.map(({ headers }) => headers.get('message-id'))).size).toBe(2);
    expect(await attempts()).toMatchObject([{ outcome: 'delivered', status: 250, response: '250 taken' }]);
    expect(await readStanding(store.db, 'mail')).toMatchObject({ reason: undefined });
  });

  it('is told later, under the same id, when the server asks for that', async () => {
    let isBusy = true;
    const server = await serve({ to: () => (isBusy ? 451 : undefined) });
    await subscribe(store, byMail());
    await tell(store, anAppEvent('crm'));
    const { clock } = start(aMailer(server));
    await reach((record) => record.attempts === 1);
    isBusy = false;
    await until(
      () => clock.sleeping,
      (n) => n > 0,
    );
    clock.advance(5_000);
    await reach(({ state }) => state === 'delivered');
    expect(await attempts()).toMatchObject([
      { outcome: 'rejected', status: 451, response: expect.stringContaining('no such mailbox') },
      { outcome: 'delivered', status: 250 },
    ]);
  });

  it.each<[string, Refusals, object]>([
    ['for good', { to: () => 550 }, { state: 'dead', attempts: 1 }],
    ['what it says', { data: 554 }, { state: 'dead', attempts: 1 }],
    ['who sends', { from: 550 }, { state: 'pending', attempts: 1 }],
  ])('is given up only by what stays so: the server refuses it %s', async (_name, refusals, expected) => {
    const server = await serve(refusals);
    await subscribe(store, byMail());
    await tell(store, anAppEvent('crm'));
    start(aMailer(server));
    await reach((record) => record.attempts === 1);
    expect((await all())[0]).toMatchObject(expected);
    expect((await readStanding(store.db, 'mail'))?.disabledAt).toBeUndefined();
  });

  it('waits for a server that is away', async () => {
    const server = await startMailServer();
    await server.close();
    await subscribe(store, byMail());
    await tell(store, anAppEvent('crm'));
    start(aMailer(server));
    await reach(({ attempts }) => attempts === 1);
    expect((await all())[0]).toMatchObject({ state: 'pending', dueAt: new Date('2026-11-22T08:00:05Z') });
    expect(await attempts()).toMatchObject([
      { outcome: 'unreachable', error: expect.stringContaining('ECONNREFUSED') },
    ]);
  });

  it('gets a replay as a mail of its own', async () => {
    const server = await serve();
    await subscribe(store, byMail());
    await tell(store, anAppEvent('crm'));
    const { ring } = start(aMailer(server));
    await reach(({ state }) => state === 'delivered');
    const [first] = await all();
    const wish = { actor: { name: 'Ana' }, now: new Date('2026-11-22T08:00:00Z') };
    await replayDelivery(store, first?.deliveryId ?? '', wish);
    ring();
    await until(
      () => server.taken,
      ({ length }) => length === 2,
    );
    expect(new Set(server.taken.map(({ headers }) => headers.get('message-id'))).size).toBe(2);
  });

  it('says so where it names no address', async () => {
    const server = await serve();
    await subscribe(store, byMail({ address: undefined }));
    await tell(store, anAppEvent('crm'));
    start(aMailer(server));
    await reach((record) => record.attempts === 1);
    expect(await attempts()).toMatchObject([
      { outcome: 'not-sent', error: 'The subscription has no address to deliver to.' },
    ]);
  });

  it('begins once there is a mail server, with what comes then', async () => {
    await subscribe(store, byMail());
    await tell(store, anAppEvent('crm'));
    const standing = () => readStanding(store.db, 'mail');
    start(undefined);
    await until(standing, (found) => found?.seq === 2);
    expect((await standing())?.reason).toMatch(/no mail server/);
    await stop.pop()?.();
    const server = await serve();
    await tell(store, anAppEvent('erp'));
    start(aMailer(server));
    await reach(({ state }) => state === 'delivered');
    expect((await all()).map(({ subject }) => subject)).toEqual(['App/erp']);
    expect((await standing())?.reason).toBeUndefined();
  });
});
