import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasPatience } from './measure-sizes.ts';
import { timeProcess } from './time-process.ts';

const dir = mkdtempSync(join(tmpdir(), 'souk-bench-'));
afterAll(() => rmSync(dir, { recursive: true }));

const run = (script: string, limitMs = 20_000) =>
  timeProcess({ command: process.execPath, args: ['-e', script], output: join(dir, 'printed'), limitMs });

describe('when a process is timed', () => {
  it('gives what it printed, and how long it took', async () => {
    const timed = await run('setTimeout(() => console.log("done"), 100)');
    expect(timed?.output).toBe('done\n');
    expect(timed?.wallMs).toBeGreaterThan(100);
  });

  it('ends one that takes too long', async () => {
    expect(await run('setInterval(() => {}, 1000)', 200)).toBeUndefined();
  });

  it('refuses the time of one that failed, and says why', async () => {
    await expect(run('console.error("no bundle"); process.exit(1)')).rejects.toThrow(
      /ended with 1: no bundle/,
    );
  });

  it('says when there is no such program', async () => {
    const missing = { command: join(dir, 'missing'), args: [], output: join(dir, 'printed'), limitMs: 1000 };
    await expect(timeProcess(missing)).rejects.toThrow(/ENOENT/);
  });
});

describe('when a peer is slow', () => {
  it.each([
    { name: 'always once', taken: [], again: true },
    { name: 'again when it is fast', taken: [900, 1000], again: true },
    { name: 'not again when it took over half a minute', taken: [31_000], again: false },
    { name: 'not again when its runs add up', taken: [20_000, 20_000, 20_000], again: false },
  ])('runs it $name', ({ taken, again }) => {
    expect(hasPatience(taken)).toBe(again);
  });
});
