import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readConftestVersion } from './peers.ts';
import { renderTable } from './render-figures.ts';
import { readOptions, runPolicy } from './run-policy.ts';

function portOf(env: NodeJS.ProcessEnv) {
  const printed = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof printed) => ({
    isTTY: false,
    write: (text: string | Uint8Array) => {
      printed[name] += text;
      return true;
    },
  });
  return { printed, port: { env, stdout: stream('stdout'), stderr: stream('stderr') } };
}

describe('when bench policy is called', () => {
  it('measures what the design says by default', () => {
    const options = readOptions([]);
    expect(options).toMatchObject({ sizes: [100, 1000, 10_000], runs: 5, seed: 1, json: false });
    expect(options).toHaveProperty('policies', fileURLToPath(new URL('../../policies', import.meta.url)));
  });

  it.each([
    { args: ['--sizes', '10,x'], expected: '--sizes takes whole numbers from 1, not "x".' },
    { args: ['--sizes', ''], expected: '--sizes takes whole numbers from 1, not "".' },
    { args: ['--runs', '0'], expected: '--runs takes whole numbers from 1, not "0".' },
    { args: ['--fast'], expected: "Unknown option '--fast'" },
  ])('refuses $args', async ({ args, expected }) => {
    const { printed, port } = portOf({});
    expect(await runPolicy(args, port)).toBe(2);
    expect(printed.stderr).toContain(expected);
    expect(printed.stdout).toBe('');
  });

  it('helps with examples', async () => {
    const { printed, port } = portOf({});
    expect(await runPolicy(['--help'], port)).toBe(0);
    expect(printed.stdout).toMatch(/Examples:\n {2}npm run -s bench -- policy /);
  });

  it('fails when there are no policies', async () => {
    const { printed, port } = portOf({});
    expect(await runPolicy(['--policies', '/nowhere'], port)).toBe(3);
    expect(printed.stderr).toContain('There is no policy bundle.');
  });
});

describe('when all programs judge the same ten entities', () => {
  it('agrees on what they find, and reports what is not installed as null', async () => {
    const { printed, port } = portOf(process.env);
    const exitCode = await runPolicy(['--sizes', '10', '--runs', '1', '--json'], port);
    expect(printed.stderr).not.toContain('do not find the same');
    expect(exitCode, printed.stderr).toBe(0);
    const bench = JSON.parse(printed.stdout);
    expect(bench.policy[10].coldMs).toBeGreaterThan(10);
    expect(bench.policy[10].warmPerSec).toBeGreaterThan(1);
    expect(bench.policy[10].entities).toBeGreaterThan(9);
    for (const name of ['conftest', 'opa']) {
      const installed = !printed.stderr.includes(`${name} is not installed`);
      const { wallMs } = bench.peers[name][10];
      expect(wallMs === null).toBe(!installed);
      expect(bench.versions[name] === null).toBe(!installed);
    }
    expect(bench.budget.coldMs).toEqual({ limit: 500, value: null, holds: null });
  }, 120_000);
});

describe('when figures are shown', () => {
  it('lines the columns up at the right', () => {
    expect(
      renderTable([
        ['entities', 'cold'],
        ['10', '1234 ms'],
      ]),
    ).toEqual(['entities      cold', '      10   1234 ms']);
  });

  it('tells a conftest of go install by the OPA in it', () => {
    expect(readConftestVersion('Conftest: dev\nOPA: 1.21.1\n')).toBe('dev with OPA 1.21.1');
    expect(readConftestVersion('something else')).toBe('unknown with OPA unknown');
  });
});
