import { describe, expect, it } from 'vitest';
import type { ActionEvent } from '../runtime/parse-event.ts';
import { type GateTarget, gateTargetOf } from './gate-target.ts';

const sha = 'a'.repeat(40);
const other = 'b'.repeat(40);
const pullRequest = (action: string, base = 'main'): ActionEvent => ({
  ...{ kind: 'pull-request', action, number: 7, fromFork: true },
  head: { sha, ref: 'topic' },
  base: { sha: other, ref: base },
});
const reviewed = (): ActionEvent => ({
  ...{ kind: 'workflow-run', action: 'completed', workflow: 'review', event: 'pull_request_review' },
  sha,
});
const queued = (ref: string): ActionEvent => ({
  ...{ kind: 'merge-group', action: 'checks_requested' },
  head: { sha, ref },
  base: { sha: other, ref: 'refs/heads/main' },
});
const pushed = (ref: string): ActionEvent => ({ kind: 'push', ref, before: other, after: sha });
const queueBranch = `refs/heads/gh-readonly-queue/main/pr-7-${other}`;
const group: GateTarget = { kind: 'group', number: 7, base: other, head: sha, ref: queueBranch };

describe('when it is found out what to judge', () => {
  it.each<[name: string, event: ActionEvent, target: GateTarget]>([
    ['a pull request is opened', pullRequest('opened'), { kind: 'pull', number: 7, head: sha }],
    ['it gets new commits', pullRequest('synchronize'), { kind: 'pull', number: 7, head: sha }],
    ['it is reviewed, in a fork or here', reviewed(), { kind: 'head', head: sha }],
    ['the queue asks', queued(queueBranch), group],
    ['main moves', pushed('refs/heads/main'), { kind: 'open-pulls' }],
    ['somebody asks', { kind: 'dispatch', inputs: {} }, { kind: 'open-pulls' }],
    ['it is night', { kind: 'schedule' }, { kind: 'open-pulls' }],
  ])('returns it: %s', (_name, event, target) => {
    expect(gateTargetOf(event, undefined, 'main')).toEqual(target);
  });

  it.each<[name: string, event: ActionEvent, because: RegExp]>([
    ['closed', pullRequest('closed'), /is closed/],
    ['into another branch', pullRequest('opened', 'release'), /goes into release; only what goes into main/],
    ['a branch of another name', queued('refs/heads/pr-7'), /no branch of the merge queue/],
    ['another branch moves', pushed('refs/heads/maintenance'), /is not main/],
    ['a tag with its name', pushed('refs/tags/main'), /is not main/],
    ['an issue', { kind: 'issue', action: 'opened', number: 7 }, /nothing to judge/],
  ])('says why there is nothing: %s', (_name, event, because) => {
    expect(gateTargetOf(event, undefined, 'main')).toMatchObject({
      kind: 'none',
      because: expect.stringMatching(because),
    });
  });

  it('returns the pull request that the step names, whatever happened', () => {
    expect(gateTargetOf(pullRequest('closed'), 9, 'main')).toEqual({
      kind: 'pull',
      number: 9,
      head: undefined,
    });
  });
});
