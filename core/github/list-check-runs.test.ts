import { describe, expect, it } from 'vitest';
import { listCheckRuns } from './list-check-runs.ts';
import { openClient } from './testing/open-client.ts';
import { commit } from './testing/sample-answers.ts';
import { startScriptedServer } from './testing/scripted-server.ts';

const RUNS = `/repos/acme/catalog/commits/${commit('a')}/check-runs`;
const run = (name: string, changes: object = {}) => ({
  name,
  head_sha: commit('a'),
  app: { slug: 'souk-gate' },
  status: 'completed',
  conclusion: 'success',
  ...changes,
});

describe('when the check runs of a commit are listed', () => {
  it('returns those of all pages, and none of another commit', async () => {
    await using server = await startScriptedServer({
      [`GET ${RUNS}?filter=latest&per_page=100`]: [
        {
          headers: { link: `<${RUNS}?page=2>; rel="next"` },
          body: { total_count: 3, check_runs: [run('Souk'), run('stray', { head_sha: commit('b') })] },
        },
      ],
      [`GET ${RUNS}?page=2`]: [
        {
          body: {
            total_count: 3,
            check_runs: [run('build', { app: null, status: 'in_progress', conclusion: null })],
          },
        },
      ],
    });
    expect(await listCheckRuns(openClient(server.origin), commit('a'))).toEqual([
      { name: 'Souk', appSlug: 'souk-gate', status: 'completed', conclusion: 'success' },
      { name: 'build', appSlug: undefined, status: 'in_progress', conclusion: undefined },
    ]);
  });
});
