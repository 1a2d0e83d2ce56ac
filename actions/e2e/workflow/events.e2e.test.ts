import { beforeAll, describe, expect, it } from 'vitest';
import { type GitHubApi, readGitHubApi } from '../fake-github/document/github-api.ts';
import { documented, openFake } from '../fake-github/testing/open-fake.ts';
import {
  dispatchEvent,
  issueEvent,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  reviewEvent,
  workflowRunEvent,
} from './events.ts';

let api: GitHubApi;
beforeAll(async () => {
  if (documented) api = await readGitHubApi();
});

const ours = { author: 'alice', branch: 'x', files: { 'b.txt': 'x' } };
const ofFork = { ...ours, fork: 'alice/souk' };

describe.runIf(documented)('when an event is made', () => {
  it.each([
    'opened',
    'synchronize',
    'reopened',
    'edited',
    'ready_for_review',
    'converted_to_draft',
    'closed',
    'labeled',
  ])("has a payload that GitHub's document allows: %s", async (action) => {
    await using opened = await openFake(api);
    const number = await opened.fake.openPull(ofFork);
    const event = await pullRequestEvent(opened.fake, 'pull_request_target', number, action);
    const main = await opened.fake.origin.resolve('main');
    expect(event).toMatchObject({ sha: main, ref: 'refs/heads/main', restricted: false, paths: ['b.txt'] });
    const sha = await opened.fake.headSha(number);
    expect(event.payload).toMatchObject({ action, pull_request: { number, head: { sha } } });
  });

  it('runs pull_request on the merge of the change, without rights for a fork', async () => {
    await using opened = await openFake(api);
    const { fake } = opened;
    const number = await fake.openPull(ofFork);
    const event = await pullRequestEvent(fake, 'pull_request', number);
    expect(event).toMatchObject({ ref: 'refs/pull/1/merge', restricted: true });
    expect(await fake.origin.read(event.sha, 'b.txt')).toBe('x');
    const second = await fake.openPull({ ...ours, branch: 'y' });
    expect(await pullRequestEvent(fake, 'pull_request', second)).toMatchObject({ restricted: false });
  });

  it.each(['submitted', 'edited', 'dismissed'] as const)('tells of a review: %s', async (action) => {
    await using opened = await openFake(api);
    const number = await opened.fake.openPull(ofFork);
    const review = await opened.fake.review(number, { by: 'sam' });
    if (action === 'dismissed') opened.fake.dismiss(review, { by: 'alice' });
    const { payload } = await reviewEvent(opened.fake, review, action);
    const state = action === 'dismissed' ? 'dismissed' : 'approved';
    expect(payload).toMatchObject({ action, review: { state, user: { login: 'sam' } } });
  });

  it('does not say of a fork which pull request a workflow ran for', async () => {
    await using opened = await openFake(api);
    const { fake } = opened;
    const foreign = await workflowRunEvent(fake, 'Review', await fake.openPull(ofFork));
    expect(foreign.payload).toMatchObject({
      workflow_run: {
        event: 'pull_request_review',
        pull_requests: [],
        head_repository: { full_name: 'alice/souk' },
      },
    });
    const own = await workflowRunEvent(fake, 'Review', await fake.openPull({ ...ours, branch: 'y' }));
    expect(own.payload).toMatchObject({ workflow_run: { pull_requests: [{ number: 2 }] } });
    expect(own).toMatchObject({ ref: 'refs/heads/main', workflow: 'Review' });
  });

  it('runs on the commit of the merge queue', async () => {
    await using opened = await openFake(api);
    const { fake } = opened;
    const [sha, baseSha] = ['1'.repeat(40), '2'.repeat(40)];
    const enqueuedBy = fake.addUser('queuer');
    const ref = 'refs/heads/gh-readonly-queue/main/pr-1';
    const entry = { number: 1, headSha: sha, sha, baseSha, ref, enqueuedBy };
    const event = await mergeGroupEvent(fake, entry);
    expect(event).toMatchObject({ sha, ref, payload: { merge_group: { head_sha: sha, base_sha: baseSha } } });
  });

  it('tells what a push changed', async () => {
    await using opened = await openFake(api);
    const { fake } = opened;
    const before = (await fake.origin.resolve('main')) ?? '';
    const after = await fake.origin.commit({ ref: 'main', files: { 'c.txt': 'x' } });
    const event = await pushEvent(fake, before, 'sam');
    expect(event).toMatchObject({ sha: after, branch: 'main', paths: ['c.txt'], payload: { before, after } });
  });

  it('tells of issues, schedules and runs by hand', async () => {
    await using opened = await openFake(api);
    const { fake } = opened;
    const { number } = fake.openIssue({ author: 'alice', title: 'Please', labels: ['request'] });
    const { payload } = await issueEvent(fake, number, 'opened');
    expect(payload).toMatchObject({ issue: { number, labels: [{ name: 'request' }] } });
    expect(await dispatchEvent(fake, 'schedule')).toMatchObject({ ref: 'refs/heads/main' });
    const event = await dispatchEvent(fake, 'workflow_dispatch', { by: 'sam', inputs: { a: 1 } });
    expect(event).toMatchObject({ actor: 'sam', inputs: { a: 1 } });
  });
});
