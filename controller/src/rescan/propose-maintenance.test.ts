import { openClient } from '@souk/github/testing/open-client.ts';
import { bot, commit, pull } from '@souk/github/testing/sample-answers.ts';
import { type ScriptedAnswer, startScriptedServer } from '@souk/github/testing/scripted-server.ts';
import { startOf } from '@souk/model/finding/finding.ts';
import { describe, expect, it } from 'vitest';
import { maintenanceBranch } from './plan-maintenance.ts';
import { proposeMaintenance } from './propose-maintenance.ts';
import type { FoundCase } from './read-maintenance-cases.ts';
import { renderMaintenance, renderMended } from './render-maintenance.ts';

const REPO = '/repos/acme/catalog';
const crm: FoundCase = {
  key: { kind: 'App', id: 'crm' },
  ...{ version: '1.0.0', path: 'catalog/apps/crm/manifest.yaml', since: new Date('2026-05-01T00:00:00Z') },
  denials: [{ rule: 'vulnerability/known', message: '@everyone', location: startOf('a') }],
};
const branch = maintenanceBranch(crm);
const over = (body: string, changes: object = {}) =>
  pull({
    ...{ state: 'closed', user: bot, body },
    head: { sha: commit('c'), ref: branch, repo: { id: 1 } },
    ...changes,
  });
const takes: Readonly<Record<string, readonly ScriptedAnswer[]>> = {
  [`GET ${REPO}/git/ref/heads%2Fmain`]: [{ body: { object: { sha: commit('a') } } }],
  [`GET ${REPO}/git/commits/${commit('a')}`]: [{ body: { tree: { sha: commit('e') } } }],
  [`POST ${REPO}/git/blobs`]: [{ status: 201, body: { sha: commit('b') } }],
  [`POST ${REPO}/git/trees`]: [{ status: 201, body: { sha: commit('d') } }],
  [`POST ${REPO}/git/commits`]: [{ status: 201, body: { sha: commit('c') } }],
  [`POST ${REPO}/git/refs`]: [{ status: 201, body: {} }],
  [`GET ${REPO}/commits/${commit('c')}/check-runs`]: [{ body: { total_count: 0, check_runs: [] } }],
  [`POST ${REPO}/check-runs`]: [{ status: 201, body: { id: 9 } }],
  [`POST ${REPO}/pulls`]: [{ status: 201, body: pull({ html_url: 'https://github.com/acme/catalog/12' }) }],
};

interface World {
  /** What there was before of the branch. */
  readonly before?: readonly object[];
  readonly held?: string;
  readonly text?: string;
  readonly appSlug?: string | undefined;
}

async function propose({ before = [], held = commit('a'), text, ...world }: World) {
  const listed = before.length === 0 ? [{ body: [] }] : [{ body: [] }, { body: before }];
  await using server = await startScriptedServer({ ...takes, [`GET ${REPO}/pulls`]: listed });
  const told: string[] = [];
  await proposeMaintenance(openClient(server.origin), {
    cases: [crm],
    snapshot: { commit: held, readText: async () => text ?? 'lifecycle:\n  stage: published # yes\n' },
    viewer: { account: bot, appSlug: 'appSlug' in world ? world.appSlug : 'souk' },
    base: 'main',
    tell: (words) => told.push(words),
  });
  return { asked: server.asked().filter((line) => !line.startsWith('GET')), told };
}

describe('when maintenance of an entry is proposed', () => {
  it('opens a pull request, marked as made by the app itself', async () => {
    const { asked } = await propose({});
    expect(asked.slice(-2)).toEqual([`POST ${REPO}/check-runs`, `POST ${REPO}/pulls`]);
  });

  it('needs no mark where the token is that of a person', async () => {
    const { asked } = await propose({ appSlug: undefined });
    expect(asked).toContain(`POST ${REPO}/pulls`);
    expect(asked).not.toContain(`POST ${REPO}/check-runs`);
  });

  it.each<[name: string, world: World, told: string | undefined]>([
    ['people closed it', { before: [over(renderMaintenance(crm))] }, undefined],
    [
      'it was merged',
      { before: [over(renderMaintenance(crm), { merged_at: '2026-05-20T00:00:00Z' })] },
      undefined,
    ],
    ['the branch has moved on', { held: commit('f') }, 'main has moved on'],
    ['the manifest names no stage', { text: 'id: crm\n' }, 'does not name its stage'],
  ])('opens none when %s', async (_name, world, told) => {
    const outcome = await propose(world);
    expect(outcome.asked).toEqual([]);
    expect(outcome.told.join()).toContain(told ?? '');
  });

  it('opens another when it was mended in between', async () => {
    const { asked } = await propose({ before: [over(renderMended(renderMaintenance(crm)))] });
    expect(asked).toContain(`POST ${REPO}/pulls`);
  });

  it('mentions nobody, whatever was found', () => {
    expect(renderMaintenance(crm)).not.toContain('@everyone');
  });
});
