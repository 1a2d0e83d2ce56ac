import { describe, expect, it } from 'vitest';
import { REQUEST_CHECK, readRequester, requesterMark } from './read-requester.ts';
import { openClient } from './testing/open-client.ts';
import { commit } from './testing/sample-answers.ts';
import { startScriptedServer } from './testing/scripted-server.ts';

const nadia = { id: 7, login: 'nadia-rahman' };
const mark = (changes: object = {}) => ({
  id: 1,
  name: REQUEST_CHECK,
  head_sha: commit('a'),
  app: { slug: 'souk-gate' },
  external_id: requesterMark(nadia),
  ...changes,
});

async function read(runs: readonly object[]) {
  await using server = await startScriptedServer({
    [`GET /repos/acme/catalog/commits/${commit('a')}/check-runs`]: [
      { body: { total_count: runs.length, check_runs: runs } },
    ],
  });
  const client = openClient(server.origin);
  return await readRequester({ client, appSlug: 'souk-gate' }, commit('a'));
}

describe('when it is asked for whom Souk made a commit', () => {
  it('returns whom its own mark names', async () => {
    expect(await read([mark({ app: { slug: 'eve' }, external_id: 'requester:9:eve' }), mark()])).toEqual(
      nadia,
    );
  });

  it('returns the app where nobody asked for it', async () => {
    const souk = { id: 41, login: 'souk-gate[bot]' };
    expect(await read([mark({ external_id: requesterMark(souk) })])).toEqual(souk);
  });

  it.each<[name: string, runs: readonly object[]]>([
    ['without a mark', []],
    ['marked by another app', [mark({ app: { slug: 'eve' } })]],
    ['marked by nobody', [mark({ app: null })]],
    ['with the mark of another commit', [mark({ head_sha: commit('b') })]],
    ['with a mark that names no account', [mark({ external_id: 'requester:7:a b' })]],
  ])('returns nobody: %s', async (_name, runs) => {
    expect(await read(runs)).toBeUndefined();
  });
});
