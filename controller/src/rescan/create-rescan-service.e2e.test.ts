import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openClient } from '@souk/github/testing/open-client.ts';
import { bot, commit, pull } from '@souk/github/testing/sample-answers.ts';
import {
  type ReceivedRequest,
  type ScriptedAnswer,
  type ScriptedServer,
  startScriptedServer,
} from '@souk/github/testing/scripted-server.ts';
import { anApp, aTeam } from '@souk/model/testing/manifests.ts';
import { syncAdvisories } from '@souk/vetting/vulnerability/store/sync-advisories.ts';
import { aRecord } from '@souk/vetting/vulnerability/testing/advisories.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { until } from '../testing/until.ts';
import { createVettingService } from '../vetting/create-vetting-service.ts';
import { aBill, VettingWorld } from '../vetting/testing/vetting-world.ts';
import { createRescanService } from './create-rescan-service.ts';

type Script = Readonly<Record<string, readonly ScriptedAnswer[]>>;

const REPO = '/repos/acme/catalog';
const DAY_MS = 86_400_000;
const lifecycle = { stage: 'published' } as const;
const crm = anApp({ id: 'crm', license: 'MIT', sbom: 'sbom.cdx.json', owner: 'finance', lifecycle });
const plain = anApp({ id: 'plain', license: 'MIT', owner: 'finance', lifecycle });
const label = { id: 1, name: 'needs-attention', color: 'd93f0b', description: '' };
const viewer = {
  'POST /graphql': [{ body: { data: { viewer: { login: bot.login, databaseId: bot.id } } } }],
};
const noIssues = { [`GET ${REPO}/issues`]: [{ body: [] }] };
const noPulls = { [`GET ${REPO}/pulls`]: [{ body: [] }] };
const takesIssue: Script = {
  [`POST ${REPO}/issues`]: [{ status: 201, body: { number: 5 } }],
  [`GET ${REPO}/issues/5/labels`]: [{ body: [label] }],
  [`GET ${REPO}/labels/needs-attention`]: [{ body: label }],
};

describe.each(stores)('when what a registry on $name holds is scanned again', ({ skip, open }) => {
  let store: Store;
  let world: VettingWorld;
  let server: ScriptedServer | undefined;
  let running: Promise<void>;
  let ending: AbortController;
  let trigger: () => void;
  let followed: string | undefined = 'main';

  beforeAll(async () => {
    if (!skip) store = await open();
  });
  afterAll(() => store?.close());
  beforeEach(async ({ skip: skipTest }) => {
    skipTest(skip);
    await resetStore(store);
    world = new VettingWorld(store);
    await world.publishAdvisories();
    await syncAdvisories({
      ...{ source: { folder: world.source }, dir: world.advisories, ecosystem: 'npm' },
      ...{ now: world.clock.now(), tellBytes: () => undefined, tellRecords: () => undefined },
    });
    world.put(aTeam({ id: 'finance', github: 'acme/finance' }));
    world.put(plain);
    world.put(crm, { 'sbom.cdx.json': aBill('crm', crm.version) });
    await world.sync();
    await vetOnce();
  });
  afterEach(async () => {
    if (skip) return;
    await stop();
    world.end();
    await server?.[Symbol.asyncDispose]();
    server = undefined;
    world[Symbol.dispose]();
  });

  async function vetOnce(): Promise<void> {
    const ending = new AbortController();
    const service = createVettingService(world).run({ ...world.term, ended: ending.signal });
    await until(vetted, (rows) => rows.length === 2);
    ending.abort();
    await service;
  }

  async function start(script: Script): Promise<void> {
    ending = new AbortController();
    await answerBy(script);
    running = createRescanService({
      ...{ store, clock: world.clock, logger: world.logger, advisories: world.advisories },
      telemetry: world.telemetry,
      ...{ currentSnapshot: world.currentSnapshot, readFile: world.readFile },
      ...{ announce: world.announce, random: world.random },
      advisorySource: { folder: world.source },
      schedule: (run) => {
        trigger = run;
        return () => {};
      },
      github: { repository: 'acme/catalog', openClient: () => openClient(server?.origin ?? '') },
      branch: () => followed,
    }).run({ ...world.term, ended: ending.signal });
    await rest();
  }
  async function stop(): Promise<void> {
    ending.abort();
    await running;
  }
  async function answerBy(script: Script): Promise<void> {
    await server?.[Symbol.asyncDispose]();
    server = await startScriptedServer(script);
  }
  const rest = () =>
    until(
      () => world.clock.sleeping,
      (sleeping) => sleeping > 0,
    );
  /** Another night: what the Git host is asked then. */
  async function night(script: Script): Promise<readonly ReceivedRequest[]> {
    await answerBy(script);
    trigger();
    await until(
      () => world.clock.sleeping,
      (sleeping) => sleeping === 0,
    );
    await rest();
    return (server?.received ?? []).filter(({ method, url }) => method !== 'GET' && url !== '/graphql');
  }
  const vetted = () => store.db.selectFrom('vetting').selectAll().orderBy('id').execute();
  const denials = () =>
    store.db.selectFrom('finding').select(['id', 'rule']).where('level', '=', 'deny').execute();
  const events = async () =>
    (await store.db.selectFrom('event').select('type').where('id', '=', 'crm').orderBy('seq').execute()).map(
      ({ type }) => type,
    );
  async function replaceByFolder(path: string): Promise<void> {
    await rm(path);
    await mkdir(path);
  }
  const bodyOf = ({ body }: ReceivedRequest) => body as Record<string, unknown>;

  it('tells of what became known, once, and of nothing else', async () => {
    await start({ ...viewer, ...noIssues, ...noPulls, ...takesIssue });
    expect(server?.received).toEqual([]);
    const [, before] = await vetted();
    await world.publishAdvisories(aRecord());
    const [issue, ...more] = await night({ ...viewer, ...noIssues, ...noPulls, ...takesIssue });
    expect(await denials()).toEqual([{ id: 'crm', rule: 'vulnerability/known' }]);
    expect(await events()).toEqual(['app.judged', 'app.judged', 'app.vulnerable']);
    expect((await vetted())[1]).toEqual(before);
    expect(more).toEqual([]);
    const written = bodyOf(issue as ReceivedRequest);
    expect(written['title']).toBe('Souk: App/crm needs attention');
    expect(written['body']).toContain('@acme/finance');

    const mine = { number: 5, title: '', body: written['body'], state: 'open', user: bot, labels: [] };
    const known = { [`GET ${REPO}/issues`]: [{ body: [{ ...mine, created_at: '2026-06-01T00:00:00Z' }] }] };
    const [after, announced] = [await vetted(), world.announced];
    expect(await night({ ...viewer, ...known, ...noPulls })).toEqual([]);
    expect([await vetted(), world.announced]).toEqual([after, announced]);

    await world.publishAdvisories();
    const closing = await night({
      ...{ ...viewer, ...known, ...noPulls },
      [`PATCH ${REPO}/issues/5`]: [{ body: {} }],
      [`POST ${REPO}/issues/5/comments`]: [{ status: 201, body: {} }],
    });
    expect(await denials()).toEqual([]);
    expect(bodyOf(closing[0] as ReceivedRequest)['state']).toBe('closed');
    expect(closing).toHaveLength(2);
  });

  it('proposes maintenance of what stands too long, in a way that the gate knows, and takes it back', async () => {
    await world.publishAdvisories(aRecord());
    await start({});
    const tip = world.currentSnapshot()?.commit ?? '';
    const ref = (sha: string) => ({ body: { object: { sha } } });
    const branch = `souk/maintenance/app-crm-${crm.version}`;
    const base = { ...viewer, ...noIssues, ...takesIssue };
    await night({ ...base, ...noPulls });
    world.clock.advance(15 * DAY_MS);
    followed = undefined;
    expect((await night({ ...base, ...noPulls })).map(({ url }) => url)).toEqual([`${REPO}/issues`]);
    followed = 'main';
    const asked = await night({
      ...{ ...base, ...noPulls },
      [`GET ${REPO}/git/ref/heads%2Fmain`]: [ref(tip)],
      [`GET ${REPO}/git/commits/${tip}`]: [{ body: { tree: { sha: commit('e') } } }],
      [`POST ${REPO}/git/blobs`]: [{ status: 201, body: { sha: commit('b') } }],
      [`POST ${REPO}/git/trees`]: [{ status: 201, body: { sha: commit('d') } }],
      [`POST ${REPO}/git/commits`]: [{ status: 201, body: { sha: commit('c') } }],
      [`POST ${REPO}/git/refs`]: [{ status: 201, body: {} }],
      [`GET ${REPO}/commits/${commit('c')}/check-runs`]: [{ body: { total_count: 0, check_runs: [] } }],
      [`POST ${REPO}/check-runs`]: [{ status: 201, body: { id: 9 } }],
      [`POST ${REPO}/pulls`]: [
        { status: 201, body: pull({ html_url: 'https://github.com/acme/catalog/12' }) },
      ],
    });
    const sent = new Map(asked.map((request) => [request.url.slice(REPO.length), bodyOf(request)]));
    expect(sent.get('/git/blobs')?.['content']).toContain('stage: maintenance-required');
    expect(sent.get('/git/trees')?.['tree']).toMatchObject([{ path: 'catalog/apps/crm/manifest.yaml' }]);
    expect(sent.get('/git/refs')).toMatchObject({ ref: `refs/heads/${branch}`, sha: commit('c') });
    expect(sent.get('/check-runs')).toMatchObject({
      name: 'Souk request',
      head_sha: commit('c'),
      external_id: `requester:${bot.id}:${bot.login}`,
    });
    expect(sent.get('/pulls')).toMatchObject({ head: branch, base: 'main' });

    const head = { sha: commit('c'), ref: branch, repo: { id: 1 } };
    const open = pull({ user: bot, head, body: sent.get('/pulls')?.['body'] });
    const mine = { [`GET ${REPO}/pulls`]: [{ body: [open] }] };
    expect((await night({ ...base, ...mine })).map(({ url }) => url)).toEqual([`${REPO}/issues`]);

    await world.publishAdvisories();
    const closing = await night({
      ...{ ...base, ...mine },
      [`PATCH ${REPO}/pulls/12`]: [{ body: pull({ state: 'closed' }) }],
      [`DELETE ${REPO}/git/refs/${encodeURIComponent(`heads/${branch}`)}`]: [{ status: 204 }],
    });
    expect(bodyOf(closing[0] as ReceivedRequest)['state']).toBe('closed');
    expect(bodyOf(closing[0] as ReceivedRequest)['body']).toMatch(/^<!-- souk:maintenance mended -->/);
  });

  it('makes up for a night that was missed, whatever was looked through since', async () => {
    await start({});
    await stop();
    await world.publishAdvisories(aRecord());
    world.clock.advance(2 * DAY_MS);
    await store.db
      .updateTable('vetting')
      .set({ vetted_at: world.clock.now() })
      .where('id', '=', 'plain')
      .execute();
    await start({ ...viewer, ...noIssues, ...noPulls, ...takesIssue });
    expect(await denials()).toEqual([{ id: 'crm', rule: 'vulnerability/known' }]);
    await stop();
    world.clock.advance(DAY_MS / 2);
    await start({});
    expect(server?.received).toEqual([]);
  });

  it.each([
    ['are not to be had', () => world.publishAdvisories('no advisory' as unknown as object)],
    ['have no source any more', () => rm(world.source, { recursive: true })],
    ['are no files', () => replaceByFolder(join(world.source, 'npm', 'all.zip'))],
  ])('goes by the advisories that it has where newer ones %s', async (_name, spoil) => {
    await start({ ...viewer, ...noIssues, ...noPulls, ...takesIssue });
    await spoil();
    expect(await night({ ...viewer, ...noIssues, ...noPulls })).toEqual([]);
    expect(world.failures).toContain('rescan');
    expect(await denials()).toEqual([]);
  });

  it('touches no issue of an entry of which it does not know how it stands', async () => {
    await start({});
    await store.db
      .updateTable('vetting')
      .set({ verdict: 'error', input: 'other' })
      .where('id', '=', 'crm')
      .execute();
    await store.db.updateTable('entity').set({ digest: 'sha256:0' }).where('id', '=', 'crm').execute();
    const body = '<!-- souk:attention App%2Fcrm abc -->\nOld.';
    const mine = {
      number: 5,
      title: '',
      body,
      state: 'open',
      user: bot,
      labels: [],
      created_at: '2026-06-01T00:00:00Z',
    };
    expect(await night({ ...viewer, [`GET ${REPO}/issues`]: [{ body: [mine] }], ...noPulls })).toEqual([]);
  });
});
