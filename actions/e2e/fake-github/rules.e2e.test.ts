import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { type GitHubApi, readGitHubApi } from './document/github-api.ts';
import type { FakeGitHub } from './start-fake-github.ts';
import type { Question } from './testing/ask.ts';
import { documented, openFake } from './testing/open-fake.ts';

let api: GitHubApi;
beforeAll(async () => {
  if (documented) api = await readGitHubApi();
});

const post = (path: string, body: unknown): Question => ({ path, method: 'POST', body });
const annotation = { path: 'a.txt', start_line: 1, end_line: 1, annotation_level: 'failure', message: 'x' };
const annotations = (count: number) => Array.from({ length: count }, () => annotation);
const head = '$head';
const run = (output: object) =>
  post('check-runs', { name: 'Souk', head_sha: head, output: { title: 't', summary: 's', ...output } });

/** Puts the head of the pull request where the question says so. */
async function aimed(fake: FakeGitHub, question: Question, number: number): Promise<Question> {
  const text = JSON.stringify(question.body ?? null).replaceAll(head, await fake.headSha(number));
  return question.body === undefined ? question : { ...question, body: JSON.parse(text) };
}

describe.runIf(documented)('when a request breaks a rule that the document lacks', () => {
  it.each<[name: string, question: Question, status: number, message: string]>([
    ['a comment of 65,536 characters', post('issues/1/comments', { body: 'x'.repeat(65_536) }), 201, ''],
    ['a longer comment', post('issues/1/comments', { body: 'x'.repeat(65_537) }), 422, 'maximum is 65536'],
    ['an empty comment', post('issues/1/comments', { body: ' ' }), 422, 'missing_field'],
    [
      'a longer review',
      post('pulls/1/reviews', { event: 'APPROVE', body: 'x'.repeat(65_537) }),
      422,
      'maximum is 65536',
    ],
    ['a summary of 65,535 characters', run({ summary: 'x'.repeat(65_535) }), 201, ''],
    ['50 annotations', run({ annotations: annotations(50) }), 201, ''],
    [
      'columns over several lines',
      run({ annotations: [{ ...annotation, end_line: 2, start_column: 1 }] }),
      422,
      'columns',
    ],
    [
      'a run of an unknown commit',
      post('check-runs', { name: 'x', head_sha: '0'.repeat(40) }),
      422,
      'No commit found',
    ],
    [
      'a reviewer who is no collaborator',
      post('pulls/1/requested_reviewers', { reviewers: ['nobody'] }),
      422,
      'not a collaborator',
    ],
    [
      'an unknown team',
      post('pulls/1/requested_reviewers', { team_reviewers: ['nobodies'] }),
      422,
      'not a collaborator',
    ],
    [
      'the author as a reviewer',
      post('pulls/1/requested_reviewers', { reviewers: ['alice'] }),
      422,
      'pull request author',
    ],
    ['a label twice', post('labels', { name: 'Known' }), 422, 'already_exists'],
    [
      'a status of 141 characters',
      post(`statuses/${head}`, { state: 'success', description: 'x'.repeat(141) }),
      422,
      'maximum is 140',
    ],
    [
      'a comment on a line that the diff lacks',
      post('pulls/1/reviews', {
        event: 'COMMENT',
        body: 'x',
        comments: [{ path: 'a.txt', line: 40, body: 'y' }],
      }),
      422,
      'part of the diff',
    ],
    [
      'a comment on a line of the diff',
      post('pulls/1/reviews', {
        event: 'COMMENT',
        body: 'x',
        comments: [{ path: 'a.txt', line: 2, body: 'y' }],
      }),
      200,
      '',
    ],
    ['what is not there', { path: 'issues/99' }, 404, 'Not Found'],
    ['another repository', { path: '/repos/acme/other' }, 404, 'Not Found'],
    [
      'SARIF that is not zipped',
      post('code-scanning/sarifs', { commit_sha: head, ref: 'refs/heads/main', sarif: 'e30=' }),
      400,
      'gzip',
    ],
  ])('answers %s', async (_name, question, status, message) => {
    await using opened = await openFake(api);
    const { fake } = opened;
    const number = await fake.openPull({
      author: 'alice',
      branch: 'x',
      files: { 'a.txt': 'one\n2\nthree\n' },
    });
    fake.label(number, ['known'], { by: 'sam' });
    const path = question.path.replace(head, await fake.headSha(number));
    const told = await opened.ask(await aimed(fake, { ...question, path }, number));
    expect(told).toMatchObject({ status });
    expect(JSON.stringify(told.body)).toContain(message);
  });

  it('refuses SARIF that is too large', async () => {
    await using opened = await openFake(api);
    opened.fake.world.settings.longestSarif = 10;
    const commit_sha = (await opened.fake.origin.resolve('main')) ?? '';
    const sarif = gzipSync('{"runs":[]}').toString('base64');
    const told = await opened.ask(
      post('code-scanning/sarifs', { commit_sha, ref: 'refs/heads/main', sarif }),
    );
    expect(told.status).toBe(413);
  });
});

describe.runIf(documented)('when an account reviews', () => {
  const approve = post('pulls/1/reviews', { event: 'APPROVE' });

  it('refuses approval of its own pull request', async () => {
    await using opened = await openFake(api);
    await opened.fake.openPull({ author: 'souk-gate[bot]', branch: 'x', files: { 'b.txt': 'x' } });
    const told = await opened.ask(approve);
    expect(told).toMatchObject({
      status: 422,
      body: { errors: ['Review Can not approve your own pull request'] },
    });
    await expect(opened.fake.review(1, { by: 'souk-gate[bot]' })).rejects.toThrow();
  });

  it('refuses the token of a workflow, until the repository permits it', async () => {
    await using opened = await openFake(api);
    const { fake } = opened;
    await fake.openPull({ author: 'alice', branch: 'x', files: { 'b.txt': 'x' } });
    const token = fake.issueToken({ app: 'github-actions', permissions: { pull_requests: 'write' } });
    const headers = { authorization: `Bearer ${token}` };
    expect(await opened.ask({ ...approve, headers })).toMatchObject({ status: 422 });
    fake.world.settings.actionsMayApprove = true;
    expect(await opened.ask({ ...approve, headers })).toMatchObject({ status: 200 });
  });

  it('remembers what was dismissed only in the timeline', async () => {
    await using opened = await openFake(api);
    const number = await opened.fake.openPull({ author: 'alice', branch: 'x', files: { 'b.txt': 'x' } });
    opened.fake.dismiss(await opened.fake.review(number, { by: 'sam' }), { by: 'alice' });
    const reviews = await opened.ask({ path: 'pulls/1/reviews' });
    expect(reviews.body).toMatchObject([{ state: 'DISMISSED', user: { login: 'sam' } }]);
    const { body } = await opened.ask({ path: 'issues/1/timeline' });
    expect(body).toContainEqual(
      expect.objectContaining({
        event: 'review_dismissed',
        actor: expect.objectContaining({ login: 'alice' }),
        dismissed_review: expect.objectContaining({ state: 'approved' }),
      }),
    );
  });
});

describe.runIf(documented)('when a token lacks a permission', () => {
  it.each<[name: string, permissions: Record<string, 'read' | 'write'>, question: Question, status: number]>([
    ['reads with reading', { pull_requests: 'read' }, { path: 'pulls/1' }, 200],
    ['does not write with reading', { pull_requests: 'read' }, post('issues/1/comments', { body: 'x' }), 403],
    [
      'comments on a pull request with either',
      { pull_requests: 'write' },
      post('issues/1/comments', { body: 'x' }),
      201,
    ],
    [
      'comments on an issue only with that',
      { pull_requests: 'write' },
      post('issues/2/comments', { body: 'x' }),
      403,
    ],
    ['sees nothing with nothing', {}, { path: 'pulls/1' }, 404],
    ['makes no check', { pull_requests: 'write' }, run({}), 403],
    ['writes no ruleset', { contents: 'write' }, post('rulesets', { name: 'x', enforcement: 'active' }), 403],
  ])('%s', async (_name, permissions, question, status) => {
    await using opened = await openFake(api);
    const { fake } = opened;
    const number = await fake.openPull({ author: 'alice', branch: 'x', files: { 'b.txt': 'x' } });
    fake.openIssue({ author: 'alice', title: 'Please' });
    expect(await opened.askWith(permissions, await aimed(fake, question, number))).toMatchObject({ status });
  });

  it.each([
    ['none', '', 'Requires authentication'],
    ['an unknown one', 'Bearer ghs_x', 'Bad credentials'],
  ])('refuses %s', async (_name, authorization, message) => {
    await using opened = await openFake(api);
    const told = await opened.ask({ path: 'pulls', headers: { authorization } });
    expect(told).toMatchObject({ status: 401, body: { message } });
  });
});

describe.runIf(documented)('when something is not as the document wants it', () => {
  it.each<[name: string, question: Question, violation: string]>([
    [
      'an unknown field',
      post('issues/1/comments', { body: 'x', colour: 1 }),
      'issues/create-comment was asked wrongly',
    ],
    [
      'a field of another type',
      post('issues/1/comments', { body: 1 }),
      'issues/create-comment was asked wrongly',
    ],
    ['a missing field', post('labels', { color: 'ff0000' }), 'issues/create-label was asked wrongly'],
    ['a longer summary', run({ summary: 'x'.repeat(65_536) }), 'checks/create was asked wrongly'],
    ['a longer text', run({ text: 'x'.repeat(65_536) }), 'checks/create was asked wrongly'],
    ['51 annotations', run({ annotations: annotations(51) }), 'checks/create was asked wrongly'],
    ['an unknown parameter', { path: 'pulls?colour=1' }, 'pulls/list was asked wrongly'],
    ['a value that is not listed', { path: 'pulls?state=ajar' }, 'pulls/list was asked wrongly'],
    ['a text where a number is due', { path: 'pulls/one' }, 'pulls/get was asked wrongly'],
    [
      'an operation that the fake lacks',
      { path: 'actions/runs' },
      'The fake has no actions/list-workflow-runs',
    ],
    ['an address that GitHub lacks', { path: 'nonsense' }, 'GitHub has no GET'],
  ])('tells of %s', async (_name, question, violation) => {
    await using opened = await openFake(api);
    await opened.fake.openPull({ author: 'alice', branch: 'x' });
    expect((await opened.ask(question)).status).toBeGreaterThanOrEqual(400);
    expect(opened.fake.takeViolations()).toEqual([expect.stringContaining(violation)]);
  });

  it('fails the test that leaves it at that', async () => {
    const { fake, ask } = await openFake(api);
    await ask({ path: 'nonsense' });
    await expect(fake[Symbol.asyncDispose]()).rejects.toThrow('GitHub has no GET');
  });

  it('tells of an answer of its own that breaks the schema', async () => {
    await using opened = await openFake(api);
    opened.fake.openIssue({ author: 'alice', title: 'Please' });
    const issue = opened.fake.world.issues.get(1);
    Object.assign(issue ?? {}, { createdAt: 'yesterday' });
    expect(await opened.ask({ path: 'issues/1' })).toMatchObject({ status: 500 });
    expect(opened.fake.takeViolations()).toEqual([expect.stringContaining('issues/get answers 200 wrongly')]);
  });
});
