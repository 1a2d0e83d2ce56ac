import process from 'node:process';
import { addAssignees } from '@souk/github/add-assignees.ts';
import { commentOnIssue } from '@souk/github/comment-on-issue.ts';
import { createIssue } from '@souk/github/create-issue.ts';
import { enqueuePull } from '@souk/github/enqueue-pull.ts';
import { listCommitAuthors } from '@souk/github/list-commit-authors.ts';
import { listIssues } from '@souk/github/list-issues.ts';
import { listMergedPulls } from '@souk/github/list-merged-pulls.ts';
import { listOpenPulls } from '@souk/github/list-open-pulls.ts';
import { listPullsAtHead } from '@souk/github/list-pulls-at-head.ts';
import { listReviewComments } from '@souk/github/list-review-comments.ts';
import { listReviews } from '@souk/github/list-reviews.ts';
import { listWaitingPulls } from '@souk/github/list-waiting-pulls.ts';
import { mergePull } from '@souk/github/merge-pull.ts';
import { openPullRequest } from '@souk/github/open-pull-request.ts';
import { type CheckRunState, publishCheckRun } from '@souk/github/publish-check-run.ts';
import { readBot } from '@souk/github/read-bot.ts';
import { readBranch } from '@souk/github/read-branch.ts';
import { readChangedFilesOfPull } from '@souk/github/read-changed-files-of-pull.ts';
import { readPullRequest } from '@souk/github/read-pull-request.ts';
import type { RepositoryClient } from '@souk/github/repository-client.ts';
import { requestReviews } from '@souk/github/request-reviews.ts';
import { setCommitStatus } from '@souk/github/set-commit-status.ts';
import { submitReview } from '@souk/github/submit-review.ts';
import { syncLabels } from '@souk/github/sync-labels.ts';
import { openClient } from '@souk/github/testing/open-client.ts';
import { updateIssue } from '@souk/github/update-issue.ts';
import { uploadSarif } from '@souk/github/upload-sarif.ts';
import { upsertComment } from '@souk/github/upsert-comment.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeGitHub, startFakeGitHub } from './fake-github/start-fake-github.ts';
import { findDocument } from './github-document/find-document.ts';
import { createOrigin, type Origin } from './origin/create-origin.ts';

const permissions = {
  checks: 'write',
  contents: 'write',
  issues: 'write',
  pull_requests: 'write',
  security_events: 'write',
  statuses: 'write',
} as const;

/** Every operation once: the fake refuses what GitHub's document does not know, and fails the test for it. */
describe.skipIf((await findDocument(process.env)) === undefined)(
  "when GitHub's document is the judge",
  () => {
    let origin: Origin;
    let github: FakeGitHub;
    let client: RepositoryClient;

    beforeAll(async () => {
      origin = await createOrigin({ files: { 'a.yaml': 'a\nb\nc\n' } });
      github = await startFakeGitHub({ origin });
      github.addApp('souk', permissions);
      github.addTeam('security', ['ben']);
      for (const login of ['ben', 'cho']) github.addUser(login, { collaborator: true });
      const token = github.issueToken({ app: 'souk' });
      client = openClient(`${github.url}/api/v3`, { token, owner: 'acme', repo: 'souk' });
    });

    afterAll(async () => {
      await github[Symbol.asyncDispose]();
      await origin[Symbol.asyncDispose]();
    });

    const openPull = async (branch: string) =>
      readPullRequest(
        client,
        await github.openPull({ author: 'ana', branch, files: { 'a.yaml': `a\n${branch}\nc\n` } }),
      );

    it('reads a pull request, its reviews, its authors and its files', async () => {
      const { number, head, base, author } = await openPull('read');
      const review = await github.review(number, { by: 'ben' });
      github.dismiss(review, { by: 'cho' });
      expect(await listPullsAtHead(client, { base: 'main', sha: head.sha })).toEqual([number]);
      expect(await listPullsAtHead(client, { base: 'release', sha: head.sha })).toEqual([]);
      const other = await openPull('listed');
      github.label(number, ['first'], { by: 'ana' });
      expect(await listOpenPulls(client, { base: 'main', first: 'first' })).toEqual([number, other.number]);
      github.close(other.number, { by: 'ana' });
      expect(await listOpenPulls(client, { base: 'release', first: 'first' })).toEqual([]);
      expect(await readBranch(client, 'main')).toBe(base.sha);
      expect(await listReviews(client, number)).toMatchObject([
        {
          reviewer: { login: 'ben' },
          state: 'dismissed',
          dismissal: { was: 'approved', by: { login: 'cho' } },
        },
      ]);
      expect(await listCommitAuthors(client, number)).toEqual({ accounts: [author], complete: true });
      expect(await readChangedFilesOfPull(client, number)).toEqual([
        { path: 'a.yaml', lines: [{ from: 1, to: 3 }] },
      ]);
    });

    it('writes comments, labels, requests for reviews, reviews and results', async () => {
      const { number, head } = await openPull('write');
      const marker = '<!-- souk -->';
      const bot = await readBot(client, 'souk');
      github.comment(number, { by: 'eve', body: marker });
      for (const body of [marker, `${marker} again`])
        await upsertComment(client, number, { marker, body, bot });
      expect(github.commentsOn(number).map(({ body }) => body)).toEqual([marker, `${marker} again`]);

      const definitions = [{ name: 'risk: low', color: '00ff00', description: 'Little can go wrong.' }];
      github.label(number, ['risk: high', 'help wanted'], { by: 'ben' });
      const isManaged = (name: string) => name.startsWith('risk: ');
      await syncLabels(client, number, { wanted: ['risk: low'], isManaged, definitions });
      expect(github.labelsOf(number).toSorted()).toEqual(['help wanted', 'risk: low']);
      expect(await listWaitingPulls(client, 'risk: low')).toMatchObject([{ number }]);

      const reviewers = { teams: ['acme/security'], logins: ['cho', 'eve'] };
      expect(await requestReviews(client, number, reviewers)).toEqual([
        expect.stringMatching(/^eve could not/),
      ]);
      const comments = [{ path: 'a.yaml', line: 3, startLine: 2, body: 'Like this' }];
      await submitReview(client, number, { event: 'COMMENT', body: 'Mended', commit: head.sha, comments });
      expect(await listReviewComments(client, number)).toMatchObject([
        { author: bot, path: 'a.yaml', line: 3 },
      ]);

      await setCommitStatus(client, {
        ...{ sha: head.sha, context: 'souk/publish', state: 'success', description: 'Published.' },
        targetUrl: 'https://example.com/',
      });
      const sarif = '{"version":"2.1.0","runs":[]}';
      const ref = `refs/pull/${number}/head`;
      expect(await uploadSarif(client, { commit: head.sha, ref, sarif })).toEqual({ accepted: true });
    });

    it('writes check runs', async () => {
      const { head } = await openPull('check');
      const publish = (state: CheckRunState, count: number) =>
        publishCheckRun(client, {
          ...{ name: 'Souk', sha: head.sha, appSlug: 'souk', externalId: 'souk', ...state },
          ...{ title: 'Title', summary: 'Summary', text: 'Text', detailsUrl: 'https://example.com/' },
          annotations: Array.from({ length: count }, (_, index) => ({
            ...{ path: 'a.yaml', start_line: index + 1, end_line: index + 1, start_column: 1, end_column: 2 },
            ...{ annotation_level: 'failure', title: 'org/x', message: 'Mend it.', raw_details: 'Details' },
          })),
        });
      for (const count of [120, 120]) await publish({ status: 'completed', conclusion: 'failure' }, count);
      await publish({ status: 'in_progress' }, 0);
      await publish({ status: 'completed', conclusion: 'success' }, 0);
      expect(
        github
          .checkRuns(head.sha)
          .map(({ conclusion, annotations }) => ({ conclusion, annotations: annotations.length })),
      ).toEqual([
        { conclusion: 'failure', annotations: 120 },
        { conclusion: 'success', annotations: 0 },
      ]);
    });

    it('proposes files, approves and merges', async () => {
      const proposal = {
        ...{
          branch: 'request-4',
          base: 'main',
          title: 'Add an app',
          body: 'Closes #4.',
          message: 'Add an app',
        },
        files: [{ path: 'apps/a/app.yaml', text: 'kind: App\n' }],
        author: { name: 'Ana', email: 'ana@example.com' },
      };
      const { number } = await openPullRequest(client, proposal);
      await expect(openPullRequest(client, proposal)).rejects.toMatchObject({ code: 'rejected' });
      const { head, labels } = await readPullRequest(client, number);
      expect(await origin.read(head.sha, 'apps/a/app.yaml')).toBe('kind: App\n');
      expect(labels).toEqual([]);
      await expect(
        submitReview(client, number, { event: 'APPROVE', body: 'Own', commit: head.sha, comments: [] }),
      ).rejects.toMatchObject({ code: 'rejected' });
      github.label(number, ['risk: low'], { by: 'ben' });
      const order = { number, method: 'squash' } as const;
      expect(await mergePull(client, { ...order, sha: '0'.repeat(40) })).toMatchObject({ merged: false });
      expect(await mergePull(client, { ...order, sha: head.sha })).toEqual({ merged: true });
      expect(github.isMerged(number)).toBe(true);
      expect(await listMergedPulls(client, { label: 'risk: low', most: 5 })).toMatchObject([{ number }]);
    });

    it('writes issues', async () => {
      const number = await createIssue(client, { title: 'Advisory', body: 'Details', labels: ['advisory'] });
      await commentOnIssue(client, number, 'It still holds.');
      expect(await addAssignees(client, number, ['ben', 'eve'])).toEqual(['eve']);
      expect(await listIssues(client, { label: 'advisory', state: 'open' })).toMatchObject([{ number }]);
      await updateIssue(client, number, { state: 'closed' });
      expect(await listIssues(client, { label: 'advisory', state: 'open' })).toEqual([]);
    });

    it('puts pull requests into the merge queue', async () => {
      const { nodeId, head } = await openPull('queue');
      github.requireMergeQueue();
      expect(await enqueuePull(client, { nodeId, sha: '0'.repeat(40) })).toMatchObject({ queued: false });
      expect(await enqueuePull(client, { nodeId, sha: head.sha })).toEqual({ queued: true });
      expect(await enqueuePull(client, { nodeId, sha: head.sha })).toEqual({ queued: true });
    });
  },
);
