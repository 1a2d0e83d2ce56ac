import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { until } from '../../../testing/until.ts';
import { type Confinement, confineCli } from './confine-cli.ts';
import { runCommand } from './run-command.ts';

const work = mkdtempSync(join(tmpdir(), 'souk-run-command-'));
afterAll(() => rmSync(work, { recursive: true }));

const confined = (confinement: Confinement, script: string) =>
  confineCli({
    walls: { confinement, hasProc: true },
    ...{ command: '/bin/sh', args: ['-c', script], work, readable: [], hostname: 'souk', variables: {} },
  });
const run = (
  confinement: Confinement,
  script: string,
  timeoutMs: number,
  signal = new AbortController().signal,
) =>
  runCommand(confined(confinement, script), {
    ...{ cwd: work, timeoutMs, graceMs: 300, signal, onSpawn: async () => {} },
  });
const commands = async (): Promise<string[]> => {
  const { stdout } = await run('limits-only', 'ps -eo args', 5_000);
  return stdout.split('\n');
};

describe.each<[Confinement]>([['bubblewrap'], ['limits-only']])('when a command runs (%s)', (confinement) => {
  it('gives what it said, and how it ended', async () => {
    expect(await run(confinement, 'echo out; echo err >&2; exit 3', 5_000)).toEqual({
      ...{ code: 3, stdout: 'out\n', stderr: 'err\n' },
    });
  });

  it('tells it to end when it takes too long, and ends it when it does not', async () => {
    const calm = await run(confinement, 'trap "echo well; exit 0" INT; while :; do sleep 0.05; done', 500);
    expect(calm).toMatchObject({ code: 0, stdout: 'well\n', stoppedBy: 'timeout' });
    const deaf = await run(confinement, 'trap "" INT; while :; do sleep 0.05; done', 500);
    expect(deaf).toMatchObject({ stoppedBy: 'timeout' });
    expect(deaf.code === null || deaf.code > 128).toBe(true);
  });

  it('does not let it outlive this process', async () => {
    const mark = `4${process.pid}.${confinement.length}`;
    const { tool, args, env } = confined(confinement, `echo up > ${work}/${confinement}; sleep ${mark}`);
    const script = `
      const { runCommand } = await import(${JSON.stringify(join(import.meta.dirname, 'run-command.ts'))});
      await runCommand(${JSON.stringify({ tool, args, env })}, {
        cwd: ${JSON.stringify(work)}, timeoutMs: 60000, graceMs: 1000,
        signal: new AbortController().signal, onSpawn: async () => {},
      });`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    await until(
      () => readFile(join(work, confinement), 'utf8').catch(() => ''),
      (text) => text !== '',
    );
    const left = async () => (await commands()).filter((line) => line === `sleep ${mark}`).length;
    expect(await left()).toBe(1);
    parent.kill('SIGKILL');
    await until(left, (count) => count === 0, 5_000);
  });
});
