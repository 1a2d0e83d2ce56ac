import { describe, expect, it } from 'vitest';
import { findPullByHead } from './find-pull-by-head.ts';
import { openClient } from './testing/open-client.ts';
import { commit, pull } from './testing/sample-answers.ts';
import { startScriptedServer } from './testing/scripted-server.ts';

const at = (number: number, sha: string, ref = 'add-app') =>
  pull({ number, head: { ...pull().head, sha, ref } });

describe('when the pull request of a branch is looked for', () => {
  it.each<[name: string, pulls: readonly object[], found: number | undefined]>([
    ['there is one', [at(12, commit('a'))], 12],
    ['there are two', [at(14, commit('a')), at(12, commit('a'))], 12],
    ['the branch has moved', [at(12, commit('b'))], undefined],
    ['another branch stands there', [at(12, commit('a'), 'other')], undefined],
    ['there is none', [], undefined],
  ])('returns the oldest that stands at the commit: %s', async (_name, pulls, found) => {
    await using server = await startScriptedServer({ 'GET /repos/acme/catalog/pulls': [{ body: pulls }] });
    const head = { owner: 'ana', branch: 'add-app', sha: commit('a') };
    expect(await findPullByHead(openClient(server.origin), head)).toBe(found);
    expect(server.received[0]?.url).toContain('state=open&head=ana%3Aadd-app');
  });
});
