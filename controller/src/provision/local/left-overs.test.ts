import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endLeftOvers, noteProcess, noteRunFolder, RUN_PREFIX } from './left-overs.ts';

describe('when a controller was killed', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'souk-left-'));
    await mkdir(join(folder, 'crm'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('ends what it left running, and removes its sockets', async () => {
    const child = spawn('sleep', ['600'], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
    const run = await mkdtemp(join(tmpdir(), RUN_PREFIX));
    await noteProcess(folder, 'crm', child.pid ?? 0);
    await noteRunFolder(folder, run);
    await endLeftOvers(folder);
    expect(await ended).toBe('SIGKILL');
    expect(existsSync(run)).toBe(false);
  });

  it('leaves another process alone that has the number by now', async () => {
    const child = spawn('sleep', ['600'], { stdio: 'ignore' });
    await noteProcess(folder, 'crm', child.pid ?? 0);
    const note = join(folder, 'crm', 'process.json');
    const { pid } = JSON.parse(readFileSync(note, 'utf8'));
    writeFileSync(note, JSON.stringify({ pid, began: 'another/1' }));
    await endLeftOvers(folder);
    expect(child.signalCode).toBeNull();
    expect(() => process.kill(pid, 0)).not.toThrow();
    child.kill('SIGKILL');
  });

  it('removes what it had made to try the machine', async () => {
    await mkdir(join(folder, '.probe-abc'));
    await endLeftOvers(folder);
    expect(existsSync(join(folder, '.probe-abc'))).toBe(false);
    expect(existsSync(join(folder, 'crm'))).toBe(true);
  });

  it('removes no folder that is none of its own', async () => {
    const other = await mkdtemp(join(tmpdir(), 'souk-other-'));
    await noteRunFolder(folder, other);
    await endLeftOvers(folder);
    expect(existsSync(other)).toBe(true);
    await rm(other, { recursive: true });
  });
});
