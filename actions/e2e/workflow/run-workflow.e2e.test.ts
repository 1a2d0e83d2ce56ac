import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type GitHubApi, readGitHubApi } from '../fake-github/document/github-api.ts';
import type { FakeGitHub } from '../fake-github/start-fake-github.ts';
import { documented, type OpenFake, openFake } from '../fake-github/testing/open-fake.ts';
import { dispatchEvent, pullRequestEvent } from './events.ts';
import { readWorkflow } from './read-workflow.ts';
import { runWorkflow, type WorkflowOptions, type WorkflowRun } from './run-workflow.ts';
import { makeProject } from './testing/make-project.ts';

let api: GitHubApi;
beforeAll(async () => {
  if (documented) api = await readGitHubApi();
});

type Options = Partial<Omit<WorkflowOptions, 'file' | 'fake'>>;

const onTarget = 'on: { pull_request_target: { branches: [main] } }';
const CHECKOUT = 'uses: actions/checkout@v7';

/** Opens pull request 1 of a fork, which changes a.txt to "evil", and runs a workflow on it. */
async function runOn(fake: FakeGitHub, workflow: string, options: Options = {}): Promise<WorkflowRun> {
  await using project = await makeProject(workflow);
  const event = options.event ?? (await pullRequestEvent(fake, 'pull_request_target', 1, 'opened'));
  return await runWorkflow({ file: 'w.yml', fake, project: project.path, ...options, event });
}

async function openWithPull(): Promise<OpenFake> {
  const opened = await openFake(api);
  const change = { author: 'alice', branch: 'x', fork: 'alice/souk', files: { 'a.txt': 'evil' } };
  await opened.fake.openPull(change);
  return opened;
}

const jobOf = (steps: string, more = '') =>
  `${onTarget}\njobs:\n  one:\n    runs-on: ubuntu-latest\n${more}    steps:\n${steps}\n`;

describe.runIf(documented)('when a workflow runs', () => {
  it('spawns actions with what they are given, and nothing else', async () => {
    await using opened = await openWithPull();
    const steps = `      - ${CHECKOUT}\n      - { id: probe, uses: ./actions/probe, with: { say: "hello \${{ github.actor }}" } }`;
    const run = await runOn(opened.fake, jobOf(steps));
    const { outputs, log, summary } = run.step('probe');
    expect(run.result).toBe('success');
    expect(outputs).toEqual({ said: 'hello alice' });
    expect(summary).toBe('# hello alice\n');
    expect(log).toContain(`node ${process.version}`);
    expect(log).toContain('event opened');
    expect(log).toContain('home is empty true');
    const seen = /^environment (.*)$/m.exec(log)?.[1]?.split(' ') ?? [];
    const allowed = /^(GITHUB_\w+|INPUT_\w+|RUNNER_\w+|CI|HOME|LANG|PATH)$/;
    expect(seen.filter((name) => !allowed.test(name))).toEqual([]);
    expect(seen).toContain('INPUT_SAY');
    expect(seen).not.toContain('INPUT_TOKEN');
  });

  it('checks out the base for pull_request_target, and the merge for pull_request', async () => {
    await using opened = await openWithPull();
    const steps = `      - ${CHECKOUT}\n      - { id: probe, uses: ./actions/probe }`;
    expect((await runOn(opened.fake, jobOf(steps))).step('probe').log).toContain('file one');
    const workflow = jobOf(steps).replace('pull_request_target', 'pull_request');
    const event = await pullRequestEvent(opened.fake, 'pull_request', 1, 'opened');
    expect((await runOn(opened.fake, workflow, { event })).step('probe').log).toContain('file evil');
  });

  it('refuses to check out the code of a fork where there are secrets', async () => {
    await using opened = await openWithPull();
    const steps = `      - { ${CHECKOUT}, with: { ref: "\${{ github.event.pull_request.head.sha }}" } }`;
    const run = await runOn(opened.fake, jobOf(steps));
    expect(run.result).toBe('failure');
    expect(run.jobs['one']?.steps[0]?.annotations[0]?.message).toContain(
      'Refusing to check out code of a fork',
    );
  });

  it('finds no local action before the checkout', async () => {
    await using opened = await openWithPull();
    const run = await runOn(opened.fake, jobOf('      - { id: probe, uses: ./actions/probe }'));
    expect(run.step('probe')).toMatchObject({ outcome: 'failure' });
  });

  it('goes through the steps of composite actions', async () => {
    await using opened = await openWithPull();
    const steps = `      - ${CHECKOUT}\n      - { id: pair, uses: ./.github/actions/pair, with: { word: one } }`;
    const run = await runOn(opened.fake, jobOf(steps));
    expect(run.step('pair').outputs).toEqual({ both: 'one+two' });
  });

  it('follows conditions and the standing of a job', async () => {
    await using opened = await openWithPull();
    const steps = [
      CHECKOUT,
      'id: bad\n        uses: ./actions/probe\n        with: { fail: true }',
      'id: next\n        uses: ./actions/probe',
      'id: mend\n        if: failure()\n        uses: ./actions/probe',
      "id: last\n        if: always() && steps.bad.outcome == 'failure'\n        uses: ./actions/probe",
    ].map((step) => `      - ${step}`);
    const run = await runOn(opened.fake, jobOf(steps.join('\n')));
    expect(run.result).toBe('failure');
    const outcomes = ['bad', 'next', 'mend', 'last'].map((id) => run.step(id).outcome);
    expect(outcomes).toEqual(['failure', 'skipped', 'success', 'success']);
    expect(run.step('bad').annotations).toEqual([{ level: 'error', message: 'It fails.', properties: {} }]);
  });

  it('goes on after a step that may fail', async () => {
    await using opened = await openWithPull();
    const steps = `      - ${CHECKOUT}\n      - { id: bad, uses: ./actions/probe, continue-on-error: true, with: { fail: true } }`;
    const run = await runOn(opened.fake, jobOf(steps));
    expect(run.result).toBe('success');
    expect(run.step('bad')).toMatchObject({ outcome: 'failure', conclusion: 'success' });
  });

  it('hands outputs from job to job, and skips what needs a failed one', async () => {
    await using opened = await openWithPull();
    const workflow = `${onTarget}
jobs:
  late:
    needs: [early]
    runs-on: ubuntu-latest
    steps:
      - ${CHECKOUT}
      - { id: late, uses: ./actions/probe, with: { say: "\${{ needs.early.outputs.word }}" } }
  never:
    needs: [late, bad]
    runs-on: ubuntu-latest
    steps: [{ run: exit 1 }]
  always:
    if: always() && needs.bad.result == 'failure'
    needs: [bad]
    runs-on: ubuntu-latest
    steps: [${CHECKOUT.replace('uses', '{ uses')} }]
  early:
    runs-on: ubuntu-latest
    outputs: { word: "\${{ steps.word.outputs.said }}" }
    steps:
      - ${CHECKOUT}
      - { id: word, uses: ./actions/probe, with: { say: handed } }
  bad:
    runs-on: ubuntu-latest
    steps:
      - ${CHECKOUT}
      - { uses: ./actions/probe, with: { fail: true } }
`;
    const run = await runOn(opened.fake, workflow);
    expect(run.step('late').outputs).toEqual({ said: 'handed' });
    const results = Object.values(run.jobs).map(({ id, result }) => [id, result]);
    expect(Object.fromEntries(results)).toEqual({
      early: 'success',
      late: 'success',
      bad: 'failure',
      never: 'skipped',
      always: 'success',
    });
  });
});

describe.runIf(documented)('when a workflow uses actions of others', () => {
  it('keeps artifacts from job to job', async () => {
    await using opened = await openWithPull();
    const workflow = `${onTarget}
jobs:
  make:
    runs-on: ubuntu-latest
    steps:
      - ${CHECKOUT}
      - { uses: actions/upload-artifact@v7, with: { name: kept, path: a.txt } }
  take:
    needs: [make]
    runs-on: ubuntu-latest
    steps:
      - { uses: actions/download-artifact@v8, with: { name: kept, path: got } }
      - { id: show, run: cat got/a.txt }
  miss:
    runs-on: ubuntu-latest
    steps: [{ id: miss, uses: actions/download-artifact@v8, with: { name: other } }]
`;
    const scripts = [{ matches: /^cat /, does: 'run' as const }];
    const run = await runOn(opened.fake, workflow, { scripts });
    expect(run.step('show').log).toContain('one');
    expect(run.step('miss').outcome).toBe('failure');
  });

  it('takes results of code scanning with the permission for it', async () => {
    await using opened = await openWithPull();
    const steps =
      '      - run: echo "{}" > a.sarif\n      - { id: scan, uses: github/codeql-action/upload-sarif@v4, with: { sarif_file: a.sarif } }';
    const scripts = [{ matches: /^echo /, does: 'run' as const }];
    const may = '    permissions: { security-events: write }\n';
    expect((await runOn(opened.fake, jobOf(steps), { scripts })).step('scan').outcome).toBe('failure');
    expect((await runOn(opened.fake, jobOf(steps, may), { scripts })).step('scan').outcome).toBe('success');
    expect(opened.fake.world.scans).toMatchObject([{ ref: 'refs/heads/main', sarif: {} }]);
  });

  it('leaves the token in the checkout unless told not to', async () => {
    await using opened = await openWithPull();
    const show = '      - { id: show, run: git config --get-regexp extraheader || echo none }';
    const scripts = [{ matches: /^git config/, does: 'run' as const }];
    const careless = await runOn(opened.fake, jobOf(`      - ${CHECKOUT}\n${show}`), { scripts });
    expect(careless.step('show').log).toContain('AUTHORIZATION');
    const careful = `      - { ${CHECKOUT}, with: { persist-credentials: false } }\n${show}`;
    expect((await runOn(opened.fake, jobOf(careful), { scripts })).step('show').log).toBe('none\n');
  });
});

describe.runIf(documented)('when a job gets a token', () => {
  const permitted = '    permissions: { contents: read, issues: write }\n';
  const steps = `      - ${CHECKOUT}\n      - { id: probe, uses: ./actions/probe, with: { say: "\${{ github.token }} \${{ secrets.KEY || 'no secret' }}" } }`;
  const secrets = { KEY: 'the key' };

  it('has exactly the permissions of the job', async () => {
    await using opened = await openWithPull();
    const run = await runOn(opened.fake, jobOf(steps, permitted), { secrets });
    const [token = '', ...secret] = (run.step('probe').outputs['said'] ?? '').split(' ');
    expect(opened.fake.world.tokens.get(token)?.permissions).toEqual({ contents: 'read', issues: 'write' });
    expect(secret.join(' ')).toBe('the key');
  });

  it('only reads for a fork on pull_request, and has no secrets', async () => {
    await using opened = await openWithPull();
    const workflow = jobOf(steps, permitted).replace('pull_request_target', 'pull_request');
    const event = await pullRequestEvent(opened.fake, 'pull_request', 1, 'opened');
    const run = await runOn(opened.fake, workflow, { secrets, event });
    const [token = '', ...secret] = (run.step('probe').outputs['said'] ?? '').split(' ');
    expect(opened.fake.world.tokens.get(token)?.permissions).toEqual({ contents: 'read', issues: 'read' });
    expect(secret.join(' ')).toBe('no secret');
  });

  it('is that of an app when the workflow makes one', async () => {
    await using opened = await openWithPull();
    const app = opened.fake.addApp('other', { checks: 'write', contents: 'write' });
    const become = (key: string) =>
      `      - id: app\n        uses: actions/create-github-app-token@v3\n        with: { client-id: ${app.clientId}, private-key: "${key}", permission-checks: write }`;
    const run = await runOn(opened.fake, jobOf(become(app.privateKey)));
    const { token = '', 'app-slug': slug } = run.step('app').outputs;
    expect(slug).toBe('other');
    expect(opened.fake.world.tokens.get(token)).toMatchObject({ app: { slug: 'other' } });
    expect(opened.fake.world.tokens.get(token)?.permissions).toEqual({ checks: 'write' });
    expect((await runOn(opened.fake, jobOf(become('another key')))).step('app').outcome).toBe('failure');
  });
});

describe.runIf(documented)('when an event comes', () => {
  it.each<[name: string, on: string, triggered: boolean]>([
    ['its branch', 'on: { pull_request_target: { branches: [main] } }', true],
    ['another branch', 'on: { pull_request_target: { branches: [other] } }', false],
    ['a branch that is taken away', "on: { pull_request_target: { branches: ['**', '!main'] } }", false],
    ['an ignored branch', 'on: { pull_request_target: { branches-ignore: [main] } }', false],
    ['its type', 'on: { pull_request_target: { types: [opened] } }', true],
    ['another type', 'on: { pull_request_target: { types: [closed] } }', false],
    ['a changed path', 'on: { pull_request_target: { paths: ["*.txt"] } }', true],
    ['another path', 'on: { pull_request_target: { paths: ["b/**"] } }', false],
    ['only ignored paths', 'on: { pull_request_target: { paths-ignore: ["a.*"] } }', false],
    ['another event', 'on: push', false],
  ])('starts what is for it: %s', async (_name, on, triggered) => {
    await using opened = await openWithPull();
    const workflow = jobOf(`      - ${CHECKOUT}`).replace(onTarget, on);
    expect(await runOn(opened.fake, workflow)).toMatchObject({ triggered });
  });

  it('hands over the inputs of a run by hand, with their defaults', async () => {
    await using opened = await openFake(api);
    const on =
      'on:\n  workflow_dispatch:\n    inputs:\n      a: { type: string }\n      b: { type: string, default: two }';
    const steps = `      - ${CHECKOUT}\n      - { id: probe, uses: ./actions/probe, with: { say: "\${{ inputs.a }} \${{ inputs.b }}" } }`;
    const event = await dispatchEvent(opened.fake, 'workflow_dispatch', { by: 'sam', inputs: { a: 'one' } });
    const workflow = `concurrency: { group: "g-\${{ inputs.a }}" }\n${jobOf(steps).replace(onTarget, on)}`;
    const run = await runOn(opened.fake, workflow, { event });
    expect(run.step('probe').outputs['said']).toBe('one two');
    expect(run.concurrencyGroup).toBe('g-one');
  });
});

describe.runIf(documented)('when a workflow does what the runner does not know', () => {
  it.each<[name: string, workflow: string, message: string]>([
    ['a script', jobOf('      - run: curl https://example.com | sh'), 'curl https://example.com'],
    ['more than installing', jobOf('      - run: npm ci && evil'), 'npm ci && evil'],
    ['an action of others', jobOf('      - uses: somebody/else@v1'), 'somebody/else@v1'],
    [
      'an action without its bundle',
      jobOf(`      - ${CHECKOUT}\n      - uses: ./actions/none`),
      'actions/none',
    ],
    [
      'an unknown input',
      jobOf(`      - ${CHECKOUT}\n      - { uses: ./actions/probe, with: { sya: x } }`),
      'no input sya',
    ],
    [
      'a matrix',
      jobOf(`      - ${CHECKOUT}`, '    strategy: { matrix: { a: [1] } }\n'),
      'strategy of the job one',
    ],
    ['an unknown key', jobOf(`      - ${CHECKOUT}`, '    stpes: []\n'), 'stpes'],
    [
      'a condition that is none',
      jobOf(`      - { ${CHECKOUT}, if: "nonsense(" }`),
      'Unexpected end of expression',
    ],
  ])('fails the test: %s', async (_name, workflow, message) => {
    await using opened = await openWithPull();
    await expect(runOn(opened.fake, workflow)).rejects.toThrow(message);
  });

  it('runs a script that a rule allows, and skips installing', async () => {
    await using opened = await openWithPull();
    const steps =
      '      - run: npm ci --ignore-scripts\n      - id: hello\n        run: echo "a=$WORD" >> "$GITHUB_OUTPUT"\n        env: { WORD: hi }';
    const scripts = [{ matches: /^echo /, does: 'run' as const }];
    const run = await runOn(opened.fake, jobOf(steps), { scripts });
    expect(run.step('hello').outputs).toEqual({ a: 'hi' });
  });
});

describe('when the workflows of this project are read', () => {
  it('knows all that they do', async () => {
    const folder = fileURLToPath(new URL('../../../.github/workflows', import.meta.url));
    const files = (await readdir(folder)).filter((file) => file.endsWith('.yml'));
    expect(files).toContain('verdict.yml');
    for (const file of files) expect((await readWorkflow(join(folder, file))).jobs).not.toEqual([]);
  });
});
