import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TemporaryRepository } from '@souk/git/testing/temporary-repository.ts';
import { anApp, aTeam } from '@souk/model/testing/manifests.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { PolicyTimings } from '../../policy/policy-timings.ts';
import { runCli } from '../../testing/run-cli.ts';

const calm = fileURLToPath(new URL('../../testing/calm-policies', import.meta.url));
let repository: TemporaryRepository;

beforeAll(() => {
  repository = new TemporaryRepository();
  cpSync(calm, join(repository.dir, 'policies'), { recursive: true });
  repository.commit({
    'catalog/apps/invoice-scanner/manifest.yaml': stringify(anApp()),
    'catalog/teams/finance.yaml': stringify(aTeam()),
  });
});

afterAll(() => repository[Symbol.dispose]());

const bench = (...args: string[]): ReturnType<typeof runCli> =>
  runCli(repository.dir, ['policy', 'bench', '--runs', '3', ...args]);

const saved = (): PolicyTimings => JSON.parse(readFileSync(join(repository.dir, 'times.json'), 'utf8'));

describe('when the command line is wrong', () => {
  it.each([
    ['no number of runs', ['--runs', 'many'], '--runs needs a whole number from 1 to 1000; got "many"'],
    ['half a run', ['--runs', '1.5'], 'got "1.5"'],
    ['no runs', ['--runs', '0'], 'got "0"'],
    ['a negative threshold', ['--threshold', '-5'], '--threshold needs a number from 0 to 10000'],
    ['no file to compare with', ['--compare', 'none.json'], 'none.json cannot be read'],
    ['another file to compare with', ['--compare', 'catalog/teams/finance.yaml'], 'finance.yaml is none'],
    ['a file that cannot be written', ['--save', 'no/where.json'], 'cannot be written'],
    ['a folder without rules', ['--policies', 'catalog'], 'There are no rules in'],
  ])('answers %s with exit code 2 and how to mend it', async (_name, args, words) => {
    const result = await bench(...args);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toContain(words);
  });

  it('shows help', async () => {
    expect((await bench('--help')).stdout).toContain('souk policy bench --compare before.json');
  });
});

describe('when rules are timed', () => {
  it('lists each with its time, and all together', async () => {
    const { stdout, exitCode } = await bench();
    expect(exitCode).toBe(0);
    expect(stdout).toContain('1 rule on 2 entities and 2 recorded cases, median of 3 runs');
    expect(stdout).toMatch(/developer\/calm +[\d.]+ µs/);
    expect(stdout).toMatch(/All together [\d.]+ µs .* entities a second on one core/);
  });

  it('saves them, and compares with what was saved', async () => {
    expect((await bench('--save', 'times.json')).exitCode).toBe(0);
    const times = saved();
    expect(times).toMatchObject({ schema: 'souk.policy-bench/v1', runs: 3, entities: 2, cases: 2 });
    expect(times.rules).toMatchObject([{ rule: 'developer/calm', items: 3 }]);
    const slowRules = times.rules.map((rule) => ({ ...rule, median: 1e6 }));
    const slow = { ...times, together: { median: 1e6, spread: 0 }, rules: slowRules };
    writeFileSync(join(repository.dir, 'slow.json'), JSON.stringify(slow));
    const result = await bench('--compare', 'slow.json');
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('✔ nothing is slower than in slow.json by more than 30 %');
    expect(result.stdout).toMatch(/✔ +all together +1,000,000 → /);
  });

  it('exits with 1 and names what is slower', async () => {
    await bench('--save', 'times.json');
    const fast = { ...saved(), together: { median: 0.001, spread: 0 } };
    writeFileSync(join(repository.dir, 'fast.json'), JSON.stringify(fast));
    const result = await bench('--compare', 'fast.json', '--runs', '1');
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toMatch(/✖ slower than in fast\.json by more than 30 %\n +✖ +all together/);
    const json = JSON.parse(
      (await bench('--compare', 'fast.json', '--runs', '1', '--format', 'json')).stdout,
    );
    expect(json.comparison.changes[0]).toMatchObject({ rule: null, verdict: 'slower' });
  });

  it('says when the times are those of another machine', async () => {
    await bench('--save', 'times.json');
    const other = { ...saved(), machine: { node: 'v1', cpu: 'abacus' } };
    writeFileSync(join(repository.dir, 'other.json'), JSON.stringify(other));
    expect((await bench('--compare', 'other.json')).stdout).toContain('measured on another machine');
  });
});
