import { describe, expect, it } from 'vitest';
import { parseEvent } from './parse-event.ts';

const a = 'a'.repeat(40);
const b = 'b'.repeat(64);
const zeros = '0'.repeat(40);

function pull(changes: { number?: unknown; sha?: unknown; ref?: unknown; headRepo?: unknown } = {}) {
  const { number = 7, sha = a, ref = 'topic', headRepo = { full_name: 'acme/souk' } } = changes;
  return {
    action: 'synchronize',
    pull_request: {
      number,
      head: { sha, ref, repo: headRepo },
      base: { sha: b, ref: 'main', repo: { full_name: 'acme/souk' } },
    },
  };
}

const parsedPull = {
  kind: 'pull-request',
  action: 'synchronize',
  number: 7,
  head: { sha: a, ref: 'topic' },
  base: { sha: b, ref: 'main' },
  fromFork: false,
};

function run(changes: object) {
  const workflow_run = {
    name: 'Review',
    event: 'pull_request_review',
    head_sha: a,
    head_branch: 'topic',
    head_repository: { owner: { login: 'somebody' } },
    pull_requests: [],
    ...changes,
  };
  return { action: 'completed', workflow_run };
}

const parsedRun = {
  kind: 'workflow-run',
  action: 'completed',
  workflow: 'Review',
  event: 'pull_request_review',
  sha: a,
};

describe('when an event is parsed', () => {
  it.each<[title: string, name: string, payload: unknown, expected: object]>([
    ['a pull request', 'pull_request', pull(), parsedPull],
    ['the same, trusted', 'pull_request_target', pull(), parsedPull],
    [
      'of a fork',
      'pull_request',
      pull({ headRepo: { full_name: 'x/souk' } }),
      { ...parsedPull, fromFork: true },
    ],
    ['of a fork that is gone', 'pull_request', pull({ headRepo: null }), { ...parsedPull, fromFork: true }],
    [
      'a merge queue',
      'merge_group',
      {
        action: 'checks_requested',
        merge_group: { head_sha: a, head_ref: 'q', base_sha: b, base_ref: 'main' },
      },
      {
        kind: 'merge-group',
        action: 'checks_requested',
        head: { sha: a, ref: 'q' },
        base: { sha: b, ref: 'main' },
      },
    ],
    ['another workflow', 'workflow_run', run({}), parsedRun],
    [
      'it where the fork is gone',
      'workflow_run',
      run({ head_repository: null, head_branch: null }),
      parsedRun,
    ],
    [
      'a push',
      'push',
      { ref: 'refs/heads/x', before: a, after: b },
      { kind: 'push', ref: 'refs/heads/x', before: a, after: b },
    ],
    [
      'a new branch',
      'push',
      { ref: 'refs/heads/x', before: zeros, after: a },
      { kind: 'push', ref: 'refs/heads/x', before: undefined, after: a },
    ],
    [
      'an issue',
      'issues',
      { action: 'opened', issue: { number: 3 } },
      { kind: 'issue', action: 'opened', number: 3 },
    ],
    [
      'by hand',
      'workflow_dispatch',
      { inputs: { pull: '7', n: 1 } },
      { kind: 'dispatch', inputs: { pull: '7' } },
    ],
    ['by hand without inputs', 'workflow_dispatch', { inputs: null }, { kind: 'dispatch', inputs: {} }],
    ['at night', 'schedule', { schedule: '0 3 * * *' }, { kind: 'schedule' }],
  ])('returns what is relied upon: %s', (_title, name, payload, expected) => {
    expect(parseEvent({ name, payload })).toEqual(expected);
  });

  it.each<[title: string, name: string, payload: unknown, message: RegExp]>([
    ['another event', 'watch', {}, /runs for "watch"; this action knows pull_request,/],
    ['a name of the language', 'constructor', {}, /runs for "constructor"/],
    [
      'a commit that is none',
      'pull_request',
      pull({ sha: '--upload-pack=x' }),
      /"--upload-pack=x" as pull_request.head.sha; expected a commit id/,
    ],
    [
      'a number that is none',
      'pull_request',
      pull({ number: '7' }),
      /"7" as pull_request.number; expected a positive whole number/,
    ],
    ['a fraction', 'pull_request', pull({ number: 1.5 }), /1.5 as pull_request.number/],
    [
      'a branch that is none',
      'pull_request',
      pull({ ref: ['x'] }),
      /\["x"\] as pull_request.head.ref; expected a text/,
    ],
    ['nothing at all', 'push', null, /says nothing as ref/],
  ])('throws a fault that says what was expected: %s', (_title, name, payload, message) => {
    expect(() => parseEvent({ name, payload })).toThrow(
      expect.objectContaining({ code: 'event', message: expect.stringMatching(message) }),
    );
  });
});
