import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../testing/run-cli.ts';

/** The end of an archive without files. */
const EMPTY_ARCHIVE = Buffer.concat([Buffer.from('PK\u0005\u0006', 'latin1'), Buffer.alloc(18)]);

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'souk-advisories-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const sync = (...args: string[]): ReturnType<typeof runCli> => runCli(cwd, ['advisories', 'sync', ...args]);

function aSource(...ecosystems: string[]): void {
  for (const ecosystem of ecosystems) {
    mkdirSync(join(cwd, 'mirror', ecosystem), { recursive: true });
    writeFileSync(join(cwd, 'mirror', ecosystem, 'all.zip'), EMPTY_ARCHIVE);
  }
}

describe('when advisories are synced', () => {
  it('takes what the folder has, and says how much', async () => {
    aSource('npm', 'Go', 'Something else');
    expect(await sync('--from', 'mirror')).toEqual({
      exitCode: 0,
      stdout: 'npm: 0 advisories\nGo: 0 advisories\n',
      stderr: '',
    });
    expect(readdirSync(join(cwd, '.souk/advisories')).toSorted()).toEqual([
      'Go.advisories',
      'npm.advisories',
    ]);
  });

  it('takes the ecosystems that are named, however they are written', async () => {
    aSource('npm', 'PyPI');
    expect(
      await sync('--from', 'mirror', '--ecosystems', 'pypi', '--dir', 'store', '--format', 'json'),
    ).toMatchObject({
      exitCode: 0,
      stdout: `${JSON.stringify([{ ecosystem: 'PyPI', advisories: 0, changed: true }], null, 2)}\n`,
    });
    expect(readdirSync(join(cwd, 'store'))).toEqual(['PyPI.advisories']);
  });

  it('goes on after one that fails, and ends as a fault', async () => {
    aSource('PyPI');
    const { exitCode, stdout } = await sync('--from', 'mirror', '--ecosystems', 'npm,PyPI');
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^npm: There is no .*npm\/all\.zip\.\nPyPI: 0 advisories\n$/);
  });
});

describe('when the command line is wrong', () => {
  it.each([
    ['an unknown ecosystem', ['sync', '--ecosystems', 'pipy'], 'Did you mean PyPI?'],
    ['a folder that is not there', ['sync', '--from', 'nowhere'], '--from needs a folder'],
    ['a folder without archives', ['sync', '--from', '.'], 'has a folder for none of the ecosystems'],
    ['another action', ['burn'], 'There is no souk advisories "burn".'],
    ['an unknown option', ['sync', '--frm', '.'], '--from'],
  ])('refuses %s', async (_name, args, message) => {
    const { exitCode, stderr } = await runCli(cwd, ['advisories', ...args]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });

  it.each([[['--help']], [['sync', '--help']], [[]]])('helps with examples after %j', async (args) => {
    const { exitCode, stdout } = await runCli(cwd, ['advisories', ...args]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('$ souk advisories sync --ecosystems npm,PyPI');
  });
});
