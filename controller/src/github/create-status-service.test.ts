import { openClient } from '@souk/github/testing/open-client.ts';
import type { ScriptedAnswer, ScriptedServer } from '@souk/github/testing/scripted-server.ts';
import { startScriptedServer } from '@souk/github/testing/scripted-server.ts';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Term } from '../leadership/term.ts';
import type { Store } from '../store/store.ts';
import { encodeJson, writeRows } from '../store/write-rows.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { until } from '../testing/until.ts';
import { createStatusService } from './create-status-service.ts';

const [first, second] = ['1'.repeat(40), '2'.repeat(40)];
const STATUS = '/repos/acme/catalog/statuses';
const DAY_MS = 86_400_000;
const taken: ScriptedAnswer = { status: 201, body: {} };

describe.each(stores)('when a registry on $name tells of its commits', ({ skip, open }) => {
  let store: Store;
  let clock: FakeClock;
  let server: ScriptedServer;
  let ending: AbortController;
  let running: Promise<void>;
  let wake: () => void = () => {};
  let failures: string[];

  beforeAll(async () => {
    if (!skip) store = await open();
  });
  afterAll(() => store?.close());
  beforeEach(async ({ skip: skipTest }) => {
    skipTest(skip);
    await resetStore(store);
    clock = new FakeClock();
    ending = new AbortController();
    failures = [];
  });
  afterEach(async () => {
    if (skip) return;
    ending.abort();
    await running;
    await server[Symbol.asyncDispose]();
  });

  async function start(script: Readonly<Record<string, readonly ScriptedAnswer[]>>): Promise<void> {
    server = await startScriptedServer(script);
    const term: Term = {
      token: 1,
      ended: ending.signal,
      write: (work) => store.db.transaction().execute(work),
    };
    running = createStatusService({
      store,
      github: { repository: 'acme/catalog', openClient: () => openClient(server.origin) },
      publicUrl: 'https://souk.example.com',
      subscribe: (listener) => {
        wake = listener;
        return () => {};
      },
      clock,
      logger: pino({ level: 'silent' }),
      telemetry: { failed: (reason) => failures.push(reason) },
      random: () => 1,
    }).run(term);
    await rest();
  }
  const rest = () =>
    until(
      () => clock.sleeping,
      (sleeping) => sleeping > 0,
    );
  const posted = () => server.received.map(({ url, body }) => [url.slice(-40, -37), body]);
  const states = () => posted().map(([commit, body]) => [commit, (body as { state: string }).state]);
  const unmarked = async () =>
    (
      await store.db
        .selectFrom('applied_commit')
        .select('commit')
        .where('status_posted_at', 'is', null)
        .execute()
    ).map(({ commit }) => commit);

  async function apply(commit: string, revision: number, at = clock.now()): Promise<void> {
    await writeRows(store.db, 'applied_commit', [{ commit, revision, applied_at: at }]);
    await store.db.updateTable('sync_cursor').set({ commit, revision }).execute();
  }
  async function lookAgain(): Promise<void> {
    wake();
    await until(
      () => clock.sleeping,
      (sleeping) => sleeping > 0,
    );
  }

  it('posts each commit once', async () => {
    await apply(first, 1);
    await start({ [`POST ${STATUS}/${first}`]: [taken], [`POST ${STATUS}/${second}`]: [taken] });
    await until(unmarked, (rows) => rows.length === 0);
    await apply(second, 2);
    await lookAgain();
    await until(unmarked, (rows) => rows.length === 0);
    await lookAgain();
    const status = { context: 'souk/published', state: 'success', target_url: 'https://souk.example.com' };
    expect(posted()).toEqual([
      ['111', { ...status, description: 'Published at revision 1' }],
      ['222', { ...status, description: 'Published at revision 2' }],
    ]);
  });

  it('says which files are missing', async () => {
    await apply(first, 1);
    const unreadable = encodeJson([{ path: 'catalog/a.yaml', rule: 'yaml/syntax', message: 'No.' }]);
    await store.db.updateTable('sync_cursor').set({ unreadable }).execute();
    await start({ [`POST ${STATUS}/${first}`]: [taken] });
    await until(unmarked, (rows) => rows.length === 0);
    expect(posted()[0]?.[1]).toMatchObject({
      state: 'failure',
      description: 'Published at revision 1 without catalog/a.yaml, which cannot be read',
    });
  });

  it('says that removals wait, once, and when they are approved', async () => {
    await apply(first, 1);
    const held = { kind: 'App', id: 'crm', commit: first, held_at: clock.now() };
    await writeRows(store.db, 'held_removal', [held]);
    await start({ [`POST ${STATUS}/${first}`]: [taken] });
    await until(
      () => posted().length,
      (count) => count === 1,
    );
    await lookAgain();
    await store.db.deleteFrom('held_removal').execute();
    await lookAgain();
    await until(unmarked, (rows) => rows.length === 0);
    expect(states()).toEqual([
      ['111', 'pending'],
      ['111', 'success'],
    ]);
  });

  it('says it of the commit that asked for the removals, whatever came later', async () => {
    await apply(first, 1, new Date(clock.now().getTime() - 2 * DAY_MS));
    const held = { kind: 'App', id: 'crm', commit: first, held_at: clock.now() };
    await writeRows(store.db, 'held_removal', [held]);
    await apply(second, 2);
    await start({ [`POST ${STATUS}/${first}`]: [taken], [`POST ${STATUS}/${second}`]: [taken] });
    await until(unmarked, ([row]) => row === first);
    expect(states()).toEqual([
      ['222', 'success'],
      ['111', 'pending'],
    ]);
    ending.abort();
    await running;
    await server[Symbol.asyncDispose]();
    ending = new AbortController();
    await start({ [`POST ${STATUS}/${first}`]: [taken] });
    expect(posted()).toEqual([]);
    await store.db.deleteFrom('held_removal').execute();
    await lookAgain();
    await until(unmarked, (rows) => rows.length === 0);
    expect(states()).toEqual([['111', 'success']]);
  });

  it('tries again later when GitHub is down', async () => {
    await apply(first, 1);
    const down = { status: 503, body: {} };
    await start({ [`POST ${STATUS}/${first}`]: [down, down, down, down, taken] });
    expect(await unmarked()).toEqual([first]);
    expect(failures).toEqual(['github']);
    clock.advance(5_000);
    await until(unmarked, (rows) => rows.length === 0);
  });

  it('leaves alone what GitHub does not know, and what is past', async () => {
    await apply(second, 1, new Date(clock.now().getTime() - 2 * DAY_MS));
    await apply(first, 2);
    const unknown = { status: 422, body: { message: `No commit found for SHA: ${first}` } };
    await start({ [`POST ${STATUS}/${first}`]: [unknown] });
    await until(unmarked, ([row]) => row === second);
    expect(server.received).toHaveLength(1);
    expect(failures).toEqual(['github']);
  });
});
