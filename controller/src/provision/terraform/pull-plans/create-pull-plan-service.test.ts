import { openClient } from '@souk/github/testing/open-client.ts';
import { bot, commit, pull, user } from '@souk/github/testing/sample-answers.ts';
import {
  type ScriptedAnswer,
  type ScriptedServer,
  startScriptedServer,
} from '@souk/github/testing/scripted-server.ts';
import type { Instance } from '@souk/model/installation/instance.ts';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../store/store.ts';
import { aTerm } from '../../../testing/a-term.ts';
import { anApp } from '../../../testing/catalog-snapshot.ts';
import { FakeClock } from '../../../testing/fake-clock.ts';
import { borrowMemoryStore } from '../../../testing/memory-store.ts';
import { until } from '../../../testing/until.ts';
import { DriverError } from '../../driver.ts';
import { writeCatalog } from '../../testing/write-catalog.ts';
import { createPullPlanService } from './create-pull-plan-service.ts';

const REPO = '/repos/acme/catalog';
const PATH = 'catalog/installations/platform/edge-lab.yaml';
const head = commit('a');
const file = (config: string) => `apiVersion: souk/v1
kind: Installation
id: edge-lab
app: edge
version: ^1.0.0
team: platform
environment: dev
driver: terraform
config: { site: ${config} }
secrets: { KEY: vault:kv/platform/edge#key }
`;
const content = (text: string): ScriptedAnswer => ({
  body: { type: 'file', encoding: 'base64', content: Buffer.from(text).toString('base64') },
});
const verdict = (parts: object = {}) => ({
  ...{ id: 1, name: 'Souk', head_sha: head, external_id: 'souk-verdict', app: { slug: 'souk' } },
  ...{ status: 'completed', conclusion: 'success', output: { annotations_count: 0 } },
  ...parts,
});
const checks = (...runs: readonly object[]): ScriptedAnswer => ({
  body: { total_count: runs.length, check_runs: runs },
});
const script = (
  change: Readonly<Record<string, readonly ScriptedAnswer[]>> = {},
): Record<string, readonly ScriptedAnswer[]> => ({
  [`GET ${REPO}/pulls`]: [{ body: [pull()] }],
  [`GET ${REPO}/commits/${head}/check-runs`]: [checks(verdict())],
  [`GET ${REPO}/pulls/12/files`]: [{ body: [{ filename: PATH }, { filename: 'README.md' }] }],
  [`GET ${REPO}/contents/${encodeURIComponent(PATH)}`]: [content(file('lab'))],
  [`POST /graphql`]: [{ body: { data: { viewer: { login: bot.login, databaseId: bot.id } } } }],
  [`GET ${REPO}/issues/12/comments`]: [{ body: [] }],
  [`POST ${REPO}/issues/12/comments`]: [{ status: 201, body: { id: 5 } }],
  ...change,
});

describe('when pull requests change installations of the driver terraform', () => {
  let store: Store;
  let clock: FakeClock;
  let server: ScriptedServer;
  let asked: { readonly instance: Instance; readonly secrets: readonly string[] }[];
  let failure: Error | undefined;
  let stop: () => Promise<void>;
  const edge = anApp({
    ...{ id: 'edge', lifecycle: { stage: 'published' }, runtime: { type: 'terraform', entry: 'main.tf' } },
    secrets: [{ name: 'KEY', provision: 'vault' }],
  });

  beforeEach(async () => {
    store = await borrowMemoryStore();
    clock = new FakeClock();
    asked = [];
    failure = undefined;
    await writeCatalog(store, { put: [edge] }, clock.now());
  });
  afterEach(async () => {
    await stop();
    await server[Symbol.asyncDispose]();
    await store.close();
  });

  const rest = () =>
    until(
      () => clock.sleeping,
      (sleeping) => sleeping > 0,
    );
  const run = async (answers: Readonly<Record<string, readonly ScriptedAnswer[]>>): Promise<void> => {
    server = await startScriptedServer(answers);
    const term = aTerm(store);
    const running = createPullPlanService({
      ...{ store, clock, verdictApp: 'souk', branch: () => 'main', random: () => 0.5 },
      github: { repository: 'acme/catalog', openClient: () => openClient(server.origin) },
      openDriver: async () => ({
        preview: async (instance, secrets) => {
          asked.push({ instance, secrets: [...secrets] });
          if (failure !== undefined) throw failure;
          return { create: 2, change: 0, replace: 0, destroy: 0, text: 'Plan: 2 to add.' };
        },
      }),
      subscribe: () => () => {},
      logger: pino({ level: 'silent' }),
      telemetry: { failed: () => {} },
    }).run(term);
    stop = async () => {
      term.end();
      await running;
    };
    await rest();
  };
  const again = async (): Promise<void> => {
    clock.advance(60_000);
    await rest();
  };
  const written = () => server.received.filter(({ method, url }) => method !== 'GET' && url !== '/graphql');
  const bodies = () => written().map(({ body }) => (body as { readonly body?: string }).body ?? '');

  it('tells once what would be done, with the code of the version that is published', async () => {
    await run(script());
    await again();
    expect(asked).toEqual([
      {
        instance: expect.objectContaining({
          ...{ id: 'edge-lab', config: { site: 'lab' } },
          code: { commit: 'c1', folder: 'catalog/apps/edge/' },
        }),
        // Nobody has agreed yet that it may have them.
        secrets: [],
      },
    ]);
    expect(bodies()).toEqual([
      expect.stringMatching(/^<!-- souk:plan -->[\s\S]*aaaaaaaaaaaa[\s\S]*\| `edge-lab` \| 1\.0\.0 \| 2 \|/),
    ]);
  });

  it('plans again when its head moves, and edits what it has said', async () => {
    const next = commit('e');
    const moved = pull({ head: { ...pull().head, sha: next } });
    const old = { id: 5, user: bot, body: '<!-- souk:plan -->\nold' };
    await run(
      script({
        [`GET ${REPO}/pulls`]: [{ body: [pull()] }, { body: [moved] }],
        [`GET ${REPO}/commits/${next}/check-runs`]: [checks(verdict({ head_sha: next }))],
        [`GET ${REPO}/issues/12/comments`]: [{ body: [] }, { body: [old] }],
        [`PATCH ${REPO}/issues/comments/5`]: [{ body: { id: 5 } }],
      }),
    );
    await again();
    expect(asked).toHaveLength(2);
    expect(written().map(({ method }) => method)).toEqual(['POST', 'PATCH']);
    expect(bodies()[1]).toContain('eeeeeeeeeeee');
  });

  it('waits for the verdict, and plans while people have to approve', async () => {
    const waiting = verdict({ status: 'in_progress', conclusion: null });
    await run(script({ [`GET ${REPO}/commits/${head}/check-runs`]: [checks(), checks(waiting)] }));
    expect(asked).toEqual([]);
    await again();
    expect(asked).toHaveLength(1);
  });

  it.each<[string, Readonly<Record<string, readonly ScriptedAnswer[]>>]>([
    [
      'of a fork',
      {
        [`GET ${REPO}/pulls`]: [
          { body: [pull({ head: { ...pull().head, repo: { id: 2, full_name: 'eve/catalog' } } })] },
        ],
      },
    ],
    [
      'of a fork that is gone',
      { [`GET ${REPO}/pulls`]: [{ body: [pull({ head: { ...pull().head, repo: null } })] }] },
    ],
    [
      'that policy has refused',
      { [`GET ${REPO}/commits/${head}/check-runs`]: [checks(verdict({ conclusion: 'failure' }))] },
    ],
    [
      'with a verdict of somebody else',
      { [`GET ${REPO}/commits/${head}/check-runs`]: [checks(verdict({ app: { slug: 'eve' } }))] },
    ],
    [
      'with a verdict on another commit',
      { [`GET ${REPO}/commits/${head}/check-runs`]: [checks(verdict({ head_sha: commit('f') }))] },
    ],
    [
      'that changes no installation',
      { [`GET ${REPO}/pulls/12/files`]: [{ body: [{ filename: 'catalog/apps/edge/manifest.yaml' }] }] },
    ],
    [
      'of another driver',
      {
        [`GET ${REPO}/contents/${encodeURIComponent(PATH)}`]: [
          content(file('lab').replace('terraform', 'local')),
        ],
      },
    ],
    [
      'that removes it',
      {
        [`GET ${REPO}/contents/${encodeURIComponent(PATH)}`]: [
          { status: 404, body: { message: 'Not Found' } },
        ],
      },
    ],
    ['whose file is none', { [`GET ${REPO}/contents/${encodeURIComponent(PATH)}`]: [content('kind: [')] }],
  ])('plans and writes nothing for a pull request %s', async (_name, answers) => {
    await run(script(answers));
    await again();
    expect(asked).toEqual([]);
    expect(written()).toEqual([]);
  });

  it('touches no comment of others', async () => {
    const theirs = { id: 4, user: user(7, 'ana'), body: '<!-- souk:plan -->\nmine' };
    await run(script({ [`GET ${REPO}/issues/12/comments`]: [{ body: [theirs] }] }));
    expect(written().map(({ method }) => method)).toEqual(['POST']);
  });

  it('says why there is no plan', async () => {
    failure = new DriverError('invalid', 'The module has no variable for the setting "site".');
    await run(script());
    expect(bodies()[0]).toContain('`The module has no variable for the setting "site".`');
  });
});
