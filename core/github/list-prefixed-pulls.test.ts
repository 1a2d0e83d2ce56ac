import { describe, expect, it } from 'vitest';
import { closePullRequest } from './close-pull-request.ts';
import { listPrefixedPulls } from './list-prefixed-pulls.ts';
import { openClient } from './testing/open-client.ts';
import { bot, commit, pull, user } from './testing/sample-answers.ts';
import { startScriptedServer } from './testing/scripted-server.ts';

const head = (ref: string, id = 1) => ({ head: { sha: commit('a'), ref, repo: { id } } });

describe('when pull requests of an account are listed by their branch', () => {
  it('leaves out those of others, of forks and of other branches', async () => {
    const open = [
      pull({ number: 1, user: bot, body: 'Ours.', ...head('souk/x/a') }),
      pull({ number: 2, user: user(7, 'ana'), ...head('souk/x/b') }),
      pull({ number: 3, user: bot, ...head('souk/x/c', 2) }),
      pull({ number: 4, user: bot, ...head('other/x/d') }),
    ];
    await using server = await startScriptedServer({ 'GET /repos/acme/catalog/pulls': [{ body: open }] });
    expect(await listPrefixedPulls(openClient(server.origin), { prefix: 'souk/x/', author: bot })).toEqual([
      { number: 1, branch: 'souk/x/a', body: 'Ours.' },
    ]);
  });
});

describe('when a pull request is closed', () => {
  it.each([
    ['is there', { status: 204 }],
    ['is gone', { status: 422, body: { message: 'Reference does not exist' } }],
  ])('removes its branch too, which %s', async (_name, answer) => {
    await using server = await startScriptedServer({
      'PATCH /repos/acme/catalog/pulls/12': [{ body: pull({ state: 'closed' }) }],
      'DELETE /repos/acme/catalog/git/refs/heads%2Fsouk%2Fx%2Fa': [answer],
    });
    await closePullRequest(openClient(server.origin), { number: 12, branch: 'souk/x/a', body: 'Over.' });
    expect(server.received[0]?.body).toEqual({ state: 'closed', body: 'Over.' });
    expect(server.received).toHaveLength(2);
  });
});
