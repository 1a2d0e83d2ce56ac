import { describe, expect, it } from 'vitest';
import { openPullRequest } from './open-pull-request.ts';
import { openClient } from './testing/open-client.ts';
import { commit } from './testing/sample-answers.ts';
import { type ScriptedAnswer, startScriptedServer } from './testing/scripted-server.ts';

const GIT = '/repos/acme/catalog/git';
const PULLS = '/repos/acme/catalog/pulls';
const opened = {
  number: 30,
  html_url: 'https://github.com/acme/catalog/pull/30',
  head: { ref: 'request-4' },
};
const exists = { status: 422, body: { message: 'Reference already exists' } };

const proposal = {
  branch: 'request-4',
  base: 'main',
  title: 'Add an app',
  body: 'Closes #4.',
  message: 'Add an app',
  files: [{ path: 'catalog/apps/a/app.yaml', text: 'kind: App\n' }],
  author: { name: 'Ana', email: '7+ana@users.noreply.github.com' },
};

const script = (changes: Record<string, readonly ScriptedAnswer[]> = {}) => ({
  [`GET ${GIT}/ref/heads%2Fmain`]: [{ body: { object: { sha: commit('b') } } }],
  [`GET ${GIT}/commits/${commit('b')}`]: [{ body: { tree: { sha: commit('c') } } }],
  [`POST ${GIT}/blobs`]: [{ status: 201, body: { sha: commit('d') } }],
  [`POST ${GIT}/trees`]: [{ status: 201, body: { sha: commit('e') } }],
  [`POST ${GIT}/commits`]: [{ status: 201, body: { sha: commit('f') } }],
  [`POST ${GIT}/refs`]: [{ status: 201, body: {} }],
  [`DELETE ${GIT}/refs/heads%2Frequest-4`]: [{ status: 204 }],
  [`POST ${PULLS}`]: [{ status: 201, body: opened }],
  ...changes,
});

describe('when a pull request is opened', () => {
  it('takes files away', async () => {
    await using server = await startScriptedServer(script());
    await openPullRequest(openClient(server.origin), { ...proposal, files: [], removed: ['catalog/a.yaml'] });
    expect(server.received.find(({ url }) => url === `${GIT}/trees`)?.body).toEqual({
      base_tree: commit('c'),
      tree: [{ path: 'catalog/a.yaml', mode: '100644', type: 'blob', sha: null }],
    });
  });

  it('commits the files on top of the base, on a new branch', async () => {
    await using server = await startScriptedServer(script());
    expect(await openPullRequest(openClient(server.origin), proposal)).toEqual({
      number: 30,
      url: 'https://github.com/acme/catalog/pull/30',
    });
    const sent = new Map(server.received.map(({ url, body }) => [url, body]));
    expect(sent.get(`${GIT}/trees`)).toEqual({
      base_tree: commit('c'),
      tree: [{ path: 'catalog/apps/a/app.yaml', mode: '100644', type: 'blob', sha: commit('d') }],
    });
    expect(sent.get(`${GIT}/commits`)).toEqual({
      message: 'Add an app',
      tree: commit('e'),
      parents: [commit('b')],
      author: proposal.author,
    });
    expect(sent.get(`${GIT}/refs`)).toEqual({ ref: 'refs/heads/request-4', sha: commit('f') });
    expect(sent.get(PULLS)).toEqual({
      head: 'request-4',
      base: 'main',
      title: 'Add an app',
      body: 'Closes #4.',
    });
  });

  it('refuses a branch that exists and leaves it alone', async () => {
    await using server = await startScriptedServer(script({ [`POST ${GIT}/refs`]: [exists] }));
    const opening = openPullRequest(openClient(server.origin), proposal);
    await expect(opening).rejects.toMatchObject({ code: 'rejected' });
    await expect(opening).rejects.toThrow('Reference already exists');
    expect(server.asked().filter((line) => /^(PATCH|PUT|DELETE)/.test(line))).toEqual([]);
  });

  it.each<[name: string, tip: string, refs: readonly ScriptedAnswer[], sent: number]>([
    ['it happened', commit('f'), [{ hangsUp: true }], 1],
    ['somebody took the name', commit('9'), [{ hangsUp: true }, exists], 2],
  ])('looks whether the branch is ours when the answer got lost: %s', async (_name, tip, refs, sent) => {
    const changes = {
      [`POST ${GIT}/refs`]: refs,
      [`GET ${GIT}/ref/heads%2Frequest-4`]: [{ body: { object: { sha: tip } } }],
    };
    await using server = await startScriptedServer(script(changes));
    await openPullRequest(openClient(server.origin), proposal).catch(() => undefined);
    expect(server.asked().filter((line) => line === `POST ${GIT}/refs`)).toHaveLength(sent);
    expect(server.asked().filter((line) => line.startsWith('DELETE'))).toEqual([]);
  });

  it('opens no second one when only the answer got lost', async () => {
    const changes = {
      [`POST ${PULLS}`]: [{ hangsUp: true as const }],
      [`GET ${PULLS}`]: [{ body: [opened] }],
    };
    await using server = await startScriptedServer(script(changes));
    expect(await openPullRequest(openClient(server.origin), proposal)).toMatchObject({ number: 30 });
    expect(server.asked().filter((line) => line === `POST ${PULLS}`)).toHaveLength(1);
  });

  it('takes the branch away when nothing can be proposed, so that one can try again', async () => {
    const refusal = { status: 403, body: { message: 'Resource not accessible by integration' } };
    await using server = await startScriptedServer(script({ [`POST ${PULLS}`]: [refusal] }));
    await expect(openPullRequest(openClient(server.origin), proposal)).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(server.asked().at(-1)).toBe(`DELETE ${GIT}/refs/heads%2Frequest-4`);
  });
});
