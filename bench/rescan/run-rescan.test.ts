import { describe, expect, it } from 'vitest';
import { runRescan } from './run-rescan.ts';

async function run(...args: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const into = (texts: string[]) => ({ write: (text: string) => texts.push(text) > 0 });
  const exitCode = await runRescan(args, { stdout: into(stdout), stderr: into(stderr) });
  return { exitCode, stdout: stdout.join(''), stderr: stderr.join('') };
}

const small = ['--sizes', '2,4', '--components', '50', '--advisories', '2000', '--runs', '1', '--json'];

describe('when all bills of materials are scanned again', () => {
  it('prints one JSON object, and finds as much as there is', async () => {
    const { exitCode, stdout } = await run(...small);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      rescan: {
        2: { wallMs: expect.any(Number), perSbomMs: expect.any(Number) },
        4: { wallMs: expect.any(Number), perSbomMs: expect.any(Number) },
      },
      advisories: 2000,
      components: 50,
      runs: 1,
    });
  });

  it('finds the same with the same seed, and more in more of them', async () => {
    const found = async (...args: string[]) => JSON.parse((await run(...small, ...args)).stdout).rescan;
    const first = await found();
    expect((await found())[4].vulnerabilities).toBe(first[4].vulnerabilities);
    expect(first[4].vulnerabilities).toBeGreaterThan(first[2].vulnerabilities);
    expect(first[2].vulnerabilities).toBeGreaterThan(0);
  });

  it.each([
    ['no number', ['--sizes', 'many']],
    ['none', ['--runs', '0']],
    ['an unknown option', ['--size', '2']],
  ])('refuses %s', async (_name, args) => {
    const { exitCode, stderr } = await run(...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('See: npm run -s bench -- rescan --help');
  });

  it('helps with an example', async () => {
    expect(await run('--help')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('--sizes 2000'),
    });
  });
});
