import { describe, expect, it } from 'vitest';
import { readPullRequest } from './read-pull-request.ts';
import { openClient } from './testing/open-client.ts';
import { commit, pull, user } from './testing/sample-answers.ts';
import { startScriptedServer } from './testing/scripted-server.ts';

const head = pull().head;
const read = {
  number: 12,
  nodeId: 'PR_12',
  title: 'Add an app',
  state: 'open',
  draft: false,
  merged: false,
  head: { sha: commit('a'), ref: 'add-app', owner: 'ana', repo: 'acme/catalog' },
  base: { sha: commit('b'), ref: 'main' },
  author: { id: 7, login: 'ana' },
  fromFork: false,
  labels: ['risk: low'],
  createdAt: '2026-11-01T10:00:00Z',
};

describe('when a pull request is read', () => {
  it.each<[name: string, changes: object, expected: object]>([
    ['of a branch', {}, {}],
    [
      'of a fork',
      { head: { ...head, repo: { id: 2, full_name: 'ana/catalog' } } },
      {
        head: { ...read.head, repo: 'ana/catalog' },
        fromFork: true,
      },
    ],
    [
      'of a fork with the name of the repository',
      { head: { ...head, repo: { id: 2, full_name: 'acme/catalog' } } },
      {
        fromFork: true,
      },
    ],
    [
      'of a deleted fork',
      { head: { ...head, user: null, repo: null } },
      {
        head: { ...read.head, owner: undefined, repo: undefined },
        fromFork: true,
      },
    ],
    ['of a deleted account', { user: null }, { author: { id: 10_137, login: 'ghost' } }],
    ['that is merged', { state: 'closed', merged: true }, { state: 'closed', merged: true }],
    [
      'of somebody else',
      { user: user(9, 'eve'), draft: true },
      { author: { id: 9, login: 'eve' }, draft: true },
    ],
  ])('returns what is known of one %s', async (_name, changes, expected) => {
    await using server = await startScriptedServer({
      'GET /repos/acme/catalog/pulls/12': [{ body: pull(changes) }],
    });
    expect(await readPullRequest(openClient(server.origin), 12)).toEqual({ ...read, ...expected });
  });
});
