import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { commentOnIssue } from './comment-on-issue.ts';
import { enqueuePull } from './enqueue-pull.ts';
import { listReviewComments } from './list-review-comments.ts';
import { listReviews } from './list-reviews.ts';
import { readPullRequest } from './read-pull-request.ts';
import { setCommitStatus } from './set-commit-status.ts';
import { openClient } from './testing/open-client.ts';
import { commit, pull, user } from './testing/sample-answers.ts';
import { type ScriptedAnswer, startScriptedServer } from './testing/scripted-server.ts';

const PULL = '/repos/acme/catalog/pulls/12';
const COMMENTS = '/repos/acme/catalog/issues/12/comments';
const fine: ScriptedAnswer = { body: pull() };
const down: ScriptedAnswer = { status: 502, body: { message: 'Server Error' } };
const secondaryLimit = (seconds: string): ScriptedAnswer => ({
  status: 403,
  headers: { 'retry-after': seconds },
  body: { message: 'You have exceeded a secondary rate limit.' },
});
const usedUp = (secondsFromNow: number): ScriptedAnswer => ({
  status: 403,
  headers: {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + secondsFromNow),
  },
  body: { message: 'API rate limit exceeded.' },
});

describe('when GitHub fails for a while', () => {
  it.each<[name: string, answers: readonly ScriptedAnswer[], requests: number]>([
    ['it answers 502 twice', [down, down, fine], 3],
    ['it hangs up', [{ hangsUp: true }, fine], 2],
    ['its answer breaks off', [{ ...fine, breaksOff: true }, fine], 2],
    ['it asks to slow down', [secondaryLimit('30'), fine], 2],
    ['the limit is renewed soon', [usedUp(20), fine], 2],
  ])('asks again: %s', async (_name, answers, requests) => {
    await using server = await startScriptedServer({ [`GET ${PULL}`]: answers });
    await expect(readPullRequest(openClient(server.origin), 12)).resolves.toMatchObject({ number: 12 });
    expect(server.received).toHaveLength(requests);
  });

  it.each<[name: string, answer: ScriptedAnswer, code: string, requests: number]>([
    ['it stays down', down, 'unreachable', 4],
    ['it hangs up every time', { hangsUp: true }, 'unreachable', 4],
    ['the limit is renewed too late', usedUp(3600), 'rate-limited', 1],
    ['its answers break off', { ...fine, breaksOff: true }, 'unreachable', 4],
    [
      'only a header says that the limit is used up',
      { ...usedUp(3600), body: { message: 'Forbidden' } },
      'rate-limited',
      1,
    ],
    ['the limit should be over and is not', usedUp(-100), 'rate-limited', 6],
    ['it asks to wait too long', secondaryLimit('61'), 'rate-limited', 1],
    ['it names a limit without a time', { status: 429, body: { message: 'Slow down' } }, 'rate-limited', 1],
  ])('gives up: %s', async (_name, answer, code, requests) => {
    await using server = await startScriptedServer({ [`GET ${PULL}`]: [answer] });
    const reading = readPullRequest(openClient(server.origin), 12);
    await expect(reading).rejects.toMatchObject({ name: 'GitHubError', code });
    await expect(reading).rejects.toThrow('not the fault of an author');
    expect(server.received).toHaveLength(requests);
  });

  it('gives up when several waits together are too long', async () => {
    await using server = await startScriptedServer({ [`GET ${PULL}`]: [secondaryLimit('25')] });
    let clock = 0;
    const told: string[] = [];
    const client = openClient(
      server.origin,
      { tell: (text) => told.push(text) },
      { now: () => (clock += 25_000) },
    );
    await expect(readPullRequest(client, 12)).rejects.toMatchObject({ code: 'rate-limited' });
    expect(told).toEqual([
      'GitHub asks to slow down. Waiting for 25 s.',
      'GitHub asks to slow down. Waiting for 25 s.',
    ]);
    expect(server.received).toHaveLength(3);
  });

  it('does not wait for ever for an answer', async () => {
    await using server = await startScriptedServer({ [`GET ${PULL}`]: [{ stalls: true }] });
    const reading = readPullRequest(openClient(server.origin, {}, { answer: 20 }), 12);
    await expect(reading).rejects.toMatchObject({ code: 'unreachable' });
    expect(server.received).toHaveLength(4);
  });

  it('takes no list that breaks off for an empty one', async () => {
    const veto = [
      { id: 1, user: user(8, 'ben'), state: 'CHANGES_REQUESTED', commit_id: null, submitted_at: 'now' },
    ];
    await using server = await startScriptedServer({
      [`GET ${PULL}/reviews`]: [{ body: veto, breaksOff: true }, { body: veto }],
    });
    expect(await listReviews(openClient(server.origin), 12)).toHaveLength(1);
  });

  it('waits for a limit before it sends a creation again, because the first was refused', async () => {
    await using server = await startScriptedServer({
      [`POST ${COMMENTS}`]: [secondaryLimit('5'), { status: 201, body: { id: 3 } }],
    });
    await commentOnIssue(openClient(server.origin), 12, 'Done.');
    expect(server.asked()).toEqual([`POST ${COMMENTS}`, `POST ${COMMENTS}`]);
  });

  it('sends again what leaves nothing behind twice', async () => {
    const path = `/repos/acme/catalog/statuses/${commit('a')}`;
    await using server = await startScriptedServer({ [`POST ${path}`]: [down, { status: 201, body: {} }] });
    const status = {
      sha: commit('a'),
      context: 'Souk',
      state: 'success',
      description: 'Published.',
    } as const;
    await setCommitStatus(openClient(server.origin), status);
    expect(server.asked()).toEqual([`POST ${path}`, `POST ${path}`]);
  });
});

describe('when something is asked again', () => {
  it('gives the answer before when nothing has changed, and the new one when something has', async () => {
    const tagged = { headers: { etag: '"1"' }, body: pull() };
    await using server = await startScriptedServer({
      [`GET ${PULL}`]: [tagged, { status: 304 }, { headers: { etag: '"2"' }, body: pull({ draft: true }) }],
    });
    const client = openClient(server.origin);
    const first = await readPullRequest(client, 12);
    expect(await readPullRequest(client, 12)).toEqual(first);
    expect(await readPullRequest(client, 12)).toEqual({ ...first, draft: true });
    expect(server.received.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"', '"1"']);
  });

  it('keeps what is remembered apart from what callers do with it', async () => {
    const path = `/repos/acme/catalog/commits/${commit('a')}/check-runs`;
    const tagged = { headers: { etag: '"1"' }, body: { total_count: 2, check_runs: [{ id: 5 }, { id: 6 }] } };
    await using server = await startScriptedServer({ [`GET ${path}`]: [tagged, { status: 304 }] });
    const { octokit, owner, repo } = openClient(server.origin);
    const list = () => octokit.paginate(octokit.rest.checks.listForRef, { owner, repo, ref: commit('a') });
    const ids = [await list(), await list(), await list()].map((runs) => runs.map(({ id }) => id));
    expect(ids).toEqual([
      [5, 6],
      [5, 6],
      [5, 6],
    ]);
  });
});

describe('when an answer has several pages', () => {
  it('reads them all', async () => {
    const path = `${PULL}/comments`;
    const comment = (id: number) => ({ id, user: user(7, 'ana'), path: 'a.yaml', line: 1, body: '' });
    const script: Record<string, ScriptedAnswer[]> = {};
    await using server = await startScriptedServer(script);
    const next = { link: `<${server.origin}${path}?per_page=100&page=2>; rel="next"` };
    script[`GET ${path}?per_page=100`] = [{ headers: next, body: [comment(1), comment(2)] }];
    script[`GET ${path}?per_page=100&page=2`] = [{ body: [comment(3)] }];
    const comments = await listReviewComments(openClient(server.origin), 12);
    expect(comments.map(({ id }) => id)).toEqual([1, 2, 3]);
  });
});

describe('when the API is that of an Enterprise server', () => {
  it.each(['/api/v3', '/api/v3/'])('keeps the prefix: %s', async (prefix) => {
    await using server = await startScriptedServer({
      [`GET /api/v3${PULL}`]: [fine],
      'POST /api/graphql': [{ body: { data: {} } }],
    });
    const client = openClient(`${server.origin}${prefix}`);
    await readPullRequest(client, 12);
    await enqueuePull(client, { nodeId: 'PR_12', sha: commit('a') });
    expect(server.asked()).toEqual([`GET /api/v3${PULL}`, 'POST /api/graphql']);
  });
});

describe('when what answers is not GitHub', () => {
  it.each<[name: string, body: unknown, said: string]>([
    ['a page to sign in', '<html>', 'answered with text/html where JSON was expected'],
    ['an id that is a text', pull({ number: '12' }), 'a whole number was expected for the number of a pull'],
    ['an author without an id', pull({ user: { login: 'ana' } }), 'expected for the id of an account'],
    [
      'a branch for a commit',
      pull({ base: { sha: 'main', ref: 'main', repo: {} } }),
      'full name of a commit',
    ],
  ])('says so: %s', async (_name, body, said) => {
    await using server = await startScriptedServer({ [`GET ${PULL}`]: [{ body }] });
    const reading = readPullRequest(openClient(server.origin), 12);
    await expect(reading).rejects.toMatchObject({ code: 'unreachable' });
    await expect(reading).rejects.toThrow(said);
  });
});

describe('when GitHub refuses', () => {
  const refusals: readonly [name: string, answer: ScriptedAnswer, code: string, said: string][] = [
    ['a bad token', { status: 401, body: { message: 'Bad credentials' } }, 'forbidden', 'one that is valid'],
    [
      'a token without the permission, which it names',
      {
        status: 403,
        headers: { 'x-accepted-github-permissions': 'pull_requests=read,contents=read; issues=read' },
        body: { message: 'Resource not accessible by integration' },
      },
      'forbidden',
      '`pull-requests: read and contents: read or issues: read`',
    ],
    [
      'a token without the permission, which it does not name',
      { status: 403, body: { message: 'Resource not accessible by integration' } },
      'forbidden',
      'lacks the permission `pull-requests: read`. Give it under `permissions` of the job',
    ],
    [
      'approvals by Actions',
      {
        status: 403,
        body: { message: 'GitHub Actions is not permitted to create or approve pull requests.' },
      },
      'forbidden',
      'under Actions, General, Workflow permissions',
    ],
    [
      'an address',
      { status: 403, body: { message: 'IP not on the list' } },
      'forbidden',
      'IP not on the list.',
    ],
    ['what is not there', { status: 404, body: { message: 'Not Found' } }, 'not-found', 'is installed on'],
    [
      'a field',
      {
        status: 422,
        body: {
          message: 'Validation Failed',
          errors: [
            { resource: 'Issue', field: 'body', code: 'too_long' },
            'No commits between main and main',
          ],
        },
      },
      'rejected',
      'Validation Failed (body: too long; No commits between main and main).',
    ],
    ['without a reason', { status: 409, body: [] }, 'rejected', 'it gave no reason'],
  ];

  it.each(refusals)('says how to mend it, and asks once: %s', async (_name, answer, code, said) => {
    await using server = await startScriptedServer({ [`GET ${PULL}`]: [answer] });
    const reading = readPullRequest(openClient(server.origin), 12);
    await expect(reading).rejects.toMatchObject({ name: 'GitHubError', code });
    await expect(reading).rejects.toThrow(said);
    expect(server.received).toHaveLength(1);
  });

  it('takes no refused list for an empty one', async () => {
    const conflict = { status: 409, body: { message: 'Conflict' } };
    await using server = await startScriptedServer({ [`GET ${PULL}/reviews`]: [conflict] });
    await expect(listReviews(openClient(server.origin), 12)).rejects.toMatchObject({ code: 'rejected' });
  });

  it.each([...refusals.map(([, answer]) => answer), down, { hangsUp: true } as const])(
    'keeps the token out of the error and out of what is told: %j',
    async (answer) => {
      await using server = await startScriptedServer({ [`GET ${PULL}`]: [answer] });
      const told: string[] = [];
      const client = openClient(server.origin, { tell: (text) => told.push(text) });
      const error: unknown = await readPullRequest(client, 12).catch((reason: unknown) => reason);
      expect(server.received[0]?.headers.authorization).toContain('ghs_secret');
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('ghs_secret');
      expect(told.join()).not.toContain('ghs_secret');
    },
  );

  it.each(['', 'ghs_secret\n', 'ghs secret', 'ghs_sécret'])(
    'takes no token that cannot be one: %j',
    (token) => {
      expect(() => openClient('http://127.0.0.1:1', { token })).toThrow(
        /^The input `token` is empty or holds characters that no token has/,
      );
    },
  );
});
