import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DataFolderError } from './data-folder-error.ts';
import { lockDataFolder } from './lock-data-folder.ts';

const fixture = join(import.meta.dirname, 'hold-lock.fixture.ts');
let folder: string;
let children: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'souk-lock-'));
  children = [];
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function holdElsewhere(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [fixture, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  if (child.stdout !== null) await once(child.stdout, 'data');
  return child;
}

const refusal = () => {
  try {
    lockDataFolder(folder).release();
  } catch (error) {
    return error as DataFolderError;
  }
  return undefined;
};

describe('when another process holds the folder', () => {
  it('names the process and its address in one line', async () => {
    const holder = await holdElsewhere();
    expect(refusal()).toMatchObject({ name: 'DataFolderError', code: 'in-use' });
    expect(refusal()?.message).toBe(
      `The data folder ${folder} is in use by process ${holder.pid}, open at http://127.0.0.1:7070; stop it or choose another folder with SOUK_DATA_DIR.`,
    );
  });

  it('takes the folder over at once after SIGKILL', async () => {
    const holder = await holdElsewhere();
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(refusal()).toBeUndefined();
  });

  it('still refuses while the holder is stopped but alive', async () => {
    const holder = await holdElsewhere();
    holder.kill('SIGSTOP');
    expect(refusal()?.code).toBe('in-use');
  });

  it('lets exactly one of several starters in', async () => {
    const starters = Array.from({ length: 5 }, () =>
      spawn(process.execPath, [fixture, folder], { stdio: ['ignore', 'pipe', 'ignore'] }),
    );
    children.push(...starters);
    const outcomes = await Promise.all(
      starters.map((child) =>
        Promise.race([
          once(child.stdout, 'data').then(() => 'held'),
          once(child, 'exit').then(() => 'refused'),
        ]),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'held')).toHaveLength(1);
  });
});

describe('when this process holds the folder', () => {
  it('refuses a second lock and allows one after the release', () => {
    const lock = lockDataFolder(folder);
    expect(refusal()?.message).toContain(`process ${process.pid};`);
    lock.release();
    expect(refusal()).toBeUndefined();
  });
});

describe('when the folder is odd', () => {
  it('creates it with its parents', () => {
    lockDataFolder(join(folder, 'a/b')).release();
  });

  it('does not believe a note of a process that is gone', () => {
    writeFileSync(join(folder, 'controller.json'), '{"pid":1,"address":"http://elsewhere"}');
    expect(refusal()).toBeUndefined();
  });

  it.each([
    ['below a file', () => join(folder, 'file', 'data')],
    ['that is a file', () => join(folder, 'file')],
    ['where the system refuses new folders', () => '/proc/souk/data'],
  ])('says in one line why a folder %s cannot be written', (_name, place) => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => lockDataFolder(place())).toThrow(
      expect.objectContaining({
        code: 'not-writable',
        message: expect.stringMatching(/^The data folder .* can't be written: .*$/),
      }),
    );
  });
});
