import { findOpa } from '@souk/policies/build/opa.ts';
import { TemporaryPolicies } from '@souk/policies/build/testing/temporary-policies.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CliResult, runCli } from '../../testing/run-cli.ts';

const opa = await findOpa(process.env);
const rule = 'rules/org/short-name/rule.rego';
const cases = 'rules/org/short-name/rule_test.rego';

let policies: TemporaryPolicies;
beforeEach(() => {
  policies = new TemporaryPolicies();
});
afterEach(() => policies[Symbol.dispose]());

const test = (...args: string[]): Promise<CliResult> =>
  runCli(policies.dir, ['policy', 'test', '--policies', '.', ...args], { OPA: opa?.path ?? '' });

describe('when souk policy test is called wrongly', () => {
  it.each([
    [
      'a threshold that is none',
      ['--threshold', 'all'],
      '--threshold needs a percentage from 0 to 100; got "all"',
    ],
    ['a threshold beyond all', ['--threshold', '101'], '--threshold needs a percentage'],
    ['a broken pattern', ['--run', '('], '--run needs a regular expression'],
    ['a folder without rules', ['--policies', 'lib'], 'expected a folder rules/'],
  ])('explains %s and exits with 2', async (_, args, text) => {
    const { exitCode, stderr } = await test(...args);
    expect(stderr).toContain(text);
    expect(exitCode).toBe(2);
  });

  it('says how to get OPA and exits with 3 without it', async () => {
    const { exitCode, stderr } = await runCli(policies.dir, ['policy', 'test', '--policies', '.'], {
      PATH: '',
      XDG_CACHE_HOME: '/nowhere',
    });
    expect(stderr).toContain('npm run setup:opa');
    expect(exitCode).toBe(3);
  });
});

describe.skipIf(opa === undefined)('when souk policy test is called', () => {
  it('counts the cases of each rule, and what they cover', async () => {
    const { exitCode, stdout } = await test();
    expect(stdout).toMatch(/✔ developer\/license +2 cases\n {2}✔ org\/short-name +2 cases\n/);
    expect(stdout).toContain('✔ 100 % of the lines of rules and libraries are evaluated by tests');
    expect(stdout).toContain('✔ pass  4 cases of 2 rules; OPA and the engine agree');
    expect(exitCode).toBe(0);
  });

  it('shows what a case expects and what comes, with its line', async () => {
    policies.edit(cases, '"count": 3', '"count": 4');
    const { exitCode, stdout } = await test();
    expect(stdout).toMatch(/✖ org\/short-name +1 of 2 cases/);
    expect(stdout).toContain('✖ org/short-name: one word more fails  fails');
    expect(stdout).toContain(`${cases}:8`);
    expect(stdout).toContain('expected  {"path": "/name", "params": {"count": 4, "most": 2}}');
    expect(stdout).toContain('actual    {"path": "/name", "params": {"count": 3, "most": 2}}');
    expect(stdout).toContain('Coverage is measured when all tests pass.');
    expect(stdout).toContain('✖ fail  1 of 4 cases');
    expect(exitCode).toBe(1);
  });

  it('says when a case expects nothing and something comes, and the other way round', async () => {
    policies.edit(cases, 'set()', '{{"path": "", "params": {}}}');
    expect((await test()).stdout).toMatch(
      /expected {2}\{"path": "", "params": \{\}\}\n +actual +no violation/,
    );
    policies.edit(cases, '{{"path": "/name", "params": {"count": 3, "most": 2}}}', 'set()');
    expect((await test()).stdout).toMatch(/expected {2}no violation\n +actual +\{"path": "\/name"/);
  });

  it('fails when too little is covered, and names the lines', async () => {
    policies.write(
      'lib/words.rego',
      `${policies.read('lib/words.rego')}\nunused(x) := y if {\n\ty := x\n}\n`,
    );
    const { exitCode, stdout } = await test('--threshold', '95');
    expect(stdout).toMatch(/✖ \d\d(\.\d)? % of the lines .*, 95 % are asked for/);
    expect(stdout).toContain('    lib/words.rego:5\n    lib/words.rego:6\n');
    expect(exitCode).toBe(1);
    expect((await test('--threshold', '50')).exitCode).toBe(0);
  });

  it('runs the tests of libraries', async () => {
    policies.write(
      'lib/words_test.rego',
      'package souk.lib.words_test\n\nimport data.souk.lib.words\n\ntest_one if words.count_of("a") == 1\n\ntest_two if words.count_of("a") == 2\n',
    );
    const { exitCode, stdout } = await test();
    expect(stdout).toMatch(/✖ souk\.lib\.words_test\.test_two\n +lib\/words_test\.rego:7/);
    expect(stdout).toContain('✖ fail  1 of 2 other tests');
    expect(exitCode).toBe(1);
  });

  it('runs only what matches a pattern', async () => {
    policies.edit(cases, '"count": 3', '"count": 4');
    const { exitCode, stdout } = await test('--run', 'short-name: as many');
    expect(stdout).toContain('✔ pass  1 case of 1 rule;');
    expect(stdout).toContain('Coverage is measured when all tests run.');
    expect(exitCode).toBe(0);
  });

  it('says when nothing matches the pattern and exits with 2', async () => {
    const { exitCode, stderr } = await test('--run', 'nothing like this');
    expect(stderr).toContain('No case and no test matches --run "nothing like this"');
    expect(exitCode).toBe(2);
  });

  it('shows the line of a rule that does not compile and exits with 1', async () => {
    policies.edit(rule, '> most', '> most + sprintf("%d", [1])');
    const { exitCode, stdout } = await test();
    expect(stdout).toContain('There is no function sprintf for rules');
    expect(stdout).toContain(`${rule}:17:`);
    expect(exitCode).toBe(1);
  });

  it('prints JSON for programs', async () => {
    policies.edit(cases, '"count": 3', '"count": 4');
    const { stdout } = await test('--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      passed: false,
      cases: 4,
      rules: [
        { id: 'developer/license', cases: 2, failures: [], differences: [] },
        {
          id: 'org/short-name',
          path: cases,
          failures: [
            {
              name: 'one word more fails',
              line: 8,
              expected: [{ path: '/name', params: { count: 4 } }],
              actual: [{ path: '/name', params: { count: 3 } }],
            },
          ],
        },
      ],
      others: [],
    });
  });
});
