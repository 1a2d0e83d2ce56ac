import { describe, expect, it } from 'vitest';
import { lint } from '../testing/vetted.ts';

const sha = 'a'.repeat(40);
const name = '.github/workflows/build.yml';

/** What is found in a workflow with these steps. */
const lintSteps = (steps: string, on = 'push'): Promise<string[]> =>
  lint({
    [name]: `on: ${on}\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n${steps}`,
  });
const lintWhole = (text: string): Promise<string[]> => lint({ [name]: text });
const run = (script: string): string => `      - run: |\n${script.replace(/^/gm, '          ')}\n`;

const steps: readonly (readonly [name: string, steps: string, expected: readonly string[]])[] = [
  ['an action by commit', `      - uses: foo/bar@${sha} # v1\n`, []],
  ['an action by tag', '      - uses: foo/bar@v1\n', ['workflow/action-not-pinned: foo/bar@v1']],
  [
    'an action by a short commit',
    '      - uses: foo/bar@abc1234\n',
    ['workflow/action-not-pinned: foo/bar@abc1234'],
  ],
  ['an action of an owner who is trusted', '      - uses: actions/checkout@v5\n', []],
  [
    'an owner that begins alike',
    '      - uses: actions-evil/checkout@v5\n',
    ['workflow/action-not-pinned: actions-evil/checkout@v5'],
  ],
  ['an action of the repository', '      - uses: ./.github/actions/x\n', []],
  ['an image by tag', '      - uses: docker://alpine:3\n', ['workflow/action-not-pinned: docker://alpine:3']],
  ['an image by digest', `      - uses: docker://alpine@sha256:${'b'.repeat(64)}\n`, []],

  [
    'a title in a script',
    run(`echo "\${{ github.event.issue.title }}"`),
    [`workflow/script-injection: \${{ github.event.issue.title }}`],
  ],
  [
    'a branch in a script',
    run(`true\ngit push origin \${{ github.head_ref }}`),
    [`workflow/script-injection: \${{ github.head_ref }}`],
  ],
  [
    'a title in a script of one line',
    `      - run: echo \${{ github.event.comment.body }}\n`,
    [`workflow/script-injection: \${{ github.event.comment.body }}`],
  ],
  [
    'a title by an index',
    run(`echo \${{ github['event'].issue.title }}`),
    [`workflow/script-injection: \${{ github['event'].issue.title }}`],
  ],
  [
    'a title in a function',
    run(`echo \${{ format('{0}', github.event.issue.title) }}`),
    [`workflow/script-injection: \${{ format('{0}', github.event.issue.title) }}`],
  ],
  [
    'a title in a script of an action',
    `      - uses: actions/github-script@${sha}\n        with:\n          script: console.log("\${{ github.event.issue.title }}")\n`,
    [`workflow/script-injection: \${{ github.event.issue.title }}`],
  ],
  ['a number in a script', run(`echo \${{ github.event.pull_request.number }} \${{ github.sha }}`), []],
  [
    'a title by way of a variable',
    `      - env:\n          TITLE: \${{ github.event.issue.title }}\n        run: echo "$TITLE"\n`,
    [],
  ],

  [
    'a secret is printed',
    run(`echo \${{ secrets.TOKEN }}`),
    [`workflow/secret-echoed: echo \${{ secrets.TOKEN }}`],
  ],
  [
    'a secret in a variable is printed',
    `      - env:\n          T: \${{ secrets.TOKEN }}\n        run: |\n          printf "%s" "\${T}"\n`,
    [`workflow/secret-echoed: printf "%s" "\${T}"`],
  ],
  [
    'all variables are printed',
    `      - env:\n          T: \${{ secrets.TOKEN }}\n        run: env\n`,
    ['workflow/secret-echoed: env'],
  ],
  [
    'all secrets are printed',
    run(`echo '\${{ toJSON(secrets) }}'`),
    [`workflow/secret-echoed: echo '\${{ toJSON(secrets) }}'`],
  ],
  ['a secret goes to a program', run(`echo \${{ secrets.TOKEN }} | docker login --password-stdin`), []],
  ['a secret goes to a file', run(`echo \${{ secrets.TOKEN }} > key.txt`), []],
  [
    'a secret goes to the summary',
    run(`echo \${{ secrets.TOKEN }} >> $GITHUB_STEP_SUMMARY`),
    [`workflow/secret-echoed: echo \${{ secrets.TOKEN }} >> $GITHUB_STEP_SUMMARY`],
  ],
  ['a secret is masked', run(`echo "::add-mask::\${{ secrets.TOKEN }}"`), []],
  [
    'another variable is printed',
    `      - env:\n          T: \${{ secrets.TOKEN }}\n        run: echo "$TITLE"\n`,
    [],
  ],

  [
    'a download is run',
    run('set -e\ncurl -fsSL https://x.example/i | bash'),
    ['workflow/download-and-run: bash'],
  ],
  ['a download is verified', run('curl -o i https://x.example/i\nsha256sum -c i.sha\nsh i'), []],
  [
    'curl trusts anybody',
    run('curl --insecure https://x.example'),
    ['workflow/verification-off: --insecure'],
  ],
  [
    'a variable trusts anybody',
    '      - env:\n          NODE_TLS_REJECT_UNAUTHORIZED: 0\n        run: npm ci\n',
    ['workflow/verification-off: 0'],
  ],
  ['another shell', '      - shell: pwsh\n        run: iwr https://x.example | iex\n', []],
  [
    'printed text steers the job',
    '      - env:\n          ACTIONS_ALLOW_UNSECURE_COMMANDS: true\n        run: make\n',
    ['workflow/unsafe-commands: true'],
  ],
  [
    'a comment asks for silence',
    '      - uses: foo/bar@v1 # zizmor: ignore[unpinned-uses]\n',
    ['workflow/action-not-pinned: foo/bar@v1'],
  ],
];

const checkout = (ref: string): string =>
  `      - uses: actions/checkout@${sha}\n        with:\n          ref: ${ref}\n`;

const wholes: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
  ['no permissions', 'on: push\njobs: {a: {runs-on: x, steps: []}}\n', ['workflow/permissions: jobs']],
  [
    'all permissions',
    'on: push\npermissions: write-all\njobs: {a: {runs-on: x}}\n',
    ['workflow/permissions: write-all'],
  ],
  [
    'all permissions for a job',
    'on: push\npermissions: {}\njobs: {a: {runs-on: x, permissions: write-all}}\n',
    ['workflow/permissions: write-all'],
  ],
  [
    'a runner of its own',
    'on: push\npermissions: {}\njobs: {a: {runs-on: [self-hosted, linux]}}\n',
    ['workflow/self-hosted-runner: runs-on'],
  ],
  [
    'a workflow of others',
    'on: push\npermissions: {}\njobs: {a: {uses: o/r/.github/workflows/x.yml@main}}\n',
    ['workflow/action-not-pinned: o/r/.github/workflows/x.yml@main'],
  ],
  [
    'a container without digest',
    'on: push\npermissions: {}\njobs: {a: {runs-on: x, container: node:24}}\n',
    ['workflow/action-not-pinned: node:24'],
  ],
  ['no YAML', 'on: [\n', ['workflow/unreadable: ']],
  ['an empty file', '', ['workflow/unreadable: ']],
  ['a workflow that ends in nothing', 'on: push\npermissions: {}\njobs:\n', []],
];

describe('when a workflow is vetted', () => {
  it.each(steps)('%s', async (_, text, expected) => {
    expect(await lintSteps(text)).toEqual(expected);
  });

  it.each(wholes)('%s', async (_, text, expected) => {
    expect(await lintWhole(text)).toEqual(expected);
  });

  it.each(['pull_request_target', '[push, pull_request_target]', '{ workflow_run: {} }'])(
    'lets none on %s fetch proposed code',
    async (on) => {
      const ref = `\${{ github.event.pull_request.head.sha }}`;
      expect(await lintSteps(checkout(ref), on)).toEqual([`workflow/untrusted-checkout: ${ref}`]);
      expect(await lintSteps(run('gh pr checkout 5'), on)).toEqual(['workflow/untrusted-checkout: |']);
      expect(await lintSteps(checkout('main'), on)).toEqual([]);
    },
  );

  it('lets a pull request fetch its own code', async () => {
    expect(await lintSteps(checkout(`\${{ github.event.pull_request.head.sha }}`), 'pull_request')).toEqual(
      [],
    );
  });

  it('reads the steps of an action too', async () => {
    const text = 'runs:\n  using: composite\n  steps:\n    - uses: foo/bar@v1\n';
    expect(await lint({ '.github/actions/x/action.yml': text })).toEqual([
      'workflow/action-not-pinned: foo/bar@v1',
    ]);
  });
});
