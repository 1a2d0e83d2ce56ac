import { describe, expect, it } from 'vitest';
import { type ActionInputs, readActionInputs } from './check-action-use.ts';
import { checkWorkflow } from './check-workflow.ts';

const sha = '3d3c42e5aac5ba805825da76410c181273ba90b1';

const guarded = `
name: Guarded
on:
  pull_request_target:
permissions: {}
jobs:
  judge:
    name: Judge
    runs-on: ubuntu-latest
    timeout-minutes: 5
    environment:
      name: souk
    permissions:
      contents: write
    steps:
      - uses: actions/checkout@${sha} # v7.0.1
        with:
          ref: \${{ github.event.repository.default_branch }}
          persist-credentials: false
      - run: echo "$TITLE"
        env:
          TITLE: \${{ github.event.pull_request.title }}
      - uses: ./actions/verdict
        with:
          token: \${{ secrets.KEY }}
`;

const open = `
name: Open
on:
  pull_request:
permissions: {}
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@${sha} # v7.0.1
        with:
          persist-credentials: false
      - run: npm test
`;

const verdict = readActionInputs('inputs: { token: { required: true }, pull-request: { default: "" } }');
const inputsOf = (path: string): ActionInputs | undefined =>
  path === './actions/verdict' ? verdict : undefined;

describe('when a workflow is as it should be', () => {
  it.each([
    ['with the files of the default branch', guarded],
    ['with the files of the change', open],
    ['with two events, where a job is for the harmless one', `${openFor('pull_request_target')}`],
  ])('returns nothing: %s', (_name, text) => {
    expect(checkWorkflow(text, inputsOf)).toEqual([]);
  });
});

describe('when a workflow does what it must not', () => {
  it.each([
    ['has no permissions', guarded, 'permissions: {}\n', '', 'Its permissions are not {}.'],
    ['may read all', guarded, 'permissions: {}', 'permissions: read-all', 'Its permissions are not {}.'],
    [
      'has a job with the permissions of the workflow',
      open,
      '    permissions:\n      contents: read\n',
      '',
      'Job check has no permissions of its own.',
    ],
    ['has a job that never ends', open, 'timeout-minutes: 5', '', 'Job check has no timeout.'],
    [
      'has a job with the name of the check',
      guarded,
      'name: Judge',
      'name: Souk',
      'Job judge is called Souk, as the required check.',
    ],
    [
      'lets the change write',
      open,
      'contents: read',
      'contents: write',
      'Job check may write contents while it runs what the change says.',
    ],
    [
      'gives the change a secret',
      open,
      'run: npm test',
      'run: npm test\n        env:\n          KEY: ${{ secrets.KEY }}',
      'Job check uses a secret while it runs what the change says.',
    ],
    [
      'gives the change an environment',
      open,
      'timeout-minutes: 5',
      'timeout-minutes: 5\n    environment: souk',
      'Job check has an environment while it runs what the change says.',
    ],
    [
      'runs a trusted job for the change as well',
      guarded,
      'on:\n',
      'on:\n  pull_request:\n',
      'Job judge may write contents while it runs what the change says.',
    ],
    [
      'uses a secret outside its environment',
      guarded,
      'name: souk\n',
      'name: other\n',
      'Job judge uses a secret outside the environment souk.',
    ],
    [
      'checks out the head by its commit',
      guarded,
      'github.event.repository.default_branch',
      'github.event.pull_request.head.sha',
      'Job judge does not say that it checks out the default branch.',
    ],
    [
      'checks out what the event says',
      guarded,
      /ref: .*\n {10}/,
      '',
      'Job judge does not say that it checks out the default branch.',
    ],
    [
      'checks out the fork',
      guarded,
      'persist-credentials: false',
      'persist-credentials: false\n          repository: ${{ github.event.pull_request.head.repo.full_name }}',
      'Job judge checks out another repository.',
    ],
    [
      'allows code of forks',
      guarded,
      'persist-credentials: false',
      'persist-credentials: false\n          allow-unsafe-pr-checkout: true',
      'Job judge allows code of forks to be checked out.',
    ],
    [
      'leaves the token behind',
      guarded,
      'persist-credentials: false',
      'fetch-depth: 0',
      'Job judge leaves the token in the checked-out tree.',
    ],
    [
      'fetches the head itself',
      guarded,
      'run: echo "$TITLE"',
      'run: git -c a=b fetch origin refs/pull/1/head && git checkout FETCH_HEAD',
      'Job judge gets files with Git where the token can write.',
    ],
    [
      'fetches the head with the CLI of GitHub',
      guarded,
      'run: echo "$TITLE"',
      'run: gh pr checkout 1',
      'Job judge gets files with Git where the token can write.',
    ],
    [
      'takes an artifact',
      guarded,
      './actions/verdict\n        with:\n          token: ${{ secrets.KEY }}',
      `actions/download-artifact@${sha}`,
      'Job judge takes an artifact where the token can write.',
    ],
    ['uses a cache', open, 'run: npm test', `uses: actions/cache/restore@${sha}`, 'Job check uses a cache.'],
    [
      'has its set-up use a cache',
      open,
      'run: npm test',
      `uses: actions/setup-node@${sha}\n        with: { cache: npm }`,
      'Job check has its set-up use a cache.',
    ],
    [
      'names an action by a tag',
      open,
      `@${sha}`,
      '@v7',
      'Job check uses actions/checkout@v7, which names no full commit.',
    ],
    [
      'names an image',
      open,
      'run: npm test',
      'uses: docker://alpine:3',
      'Job check uses docker://alpine:3, which names no full commit.',
    ],
    [
      'puts a title into a script',
      guarded,
      '"$TITLE"',
      '"${{ github.event.pull_request.title }}"',
      'Job judge puts a value into a script; hand it over as env.',
    ],
    [
      'calls an action that is not there',
      guarded,
      './actions/verdict',
      './actions/other',
      'Job judge uses ./actions/other, which is not there.',
    ],
    [
      'leaves out an input',
      guarded,
      'token: ${{ secrets.KEY }}',
      'pull-request: 1',
      'Job judge does not give ./actions/verdict the input token.',
    ],
    [
      'gives an input that nobody reads',
      guarded,
      'token: ${{ secrets.KEY }}',
      'token: x\n          tokn: y',
      'Job judge gives ./actions/verdict the input tokn, which it does not know.',
    ],
  ])('says so: %s', (_name, text, from, to, problem) => {
    const changed = text.replace(from, () => to);
    expect(changed).not.toBe(text);
    expect(checkWorkflow(changed, inputsOf)).toContain(problem);
  });
});

function openFor(event: string): string {
  return open
    .replace('pull_request:', `pull_request:\n  ${event}:`)
    .replace('runs-on', "if: github.event_name == 'pull_request'\n    runs-on");
}
