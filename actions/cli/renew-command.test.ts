import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const souk = fileURLToPath(new URL('souk.js', import.meta.url));

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'souk-renew-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function renew(args: readonly string[], settings: Record<string, string> = {}) {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, SOUK_DATA_DIR: dir, ...settings };
  return spawnSync(process.execPath, [souk, 'renew', ...args], { encoding: 'utf8', cwd: dir, env });
}

describe('souk renew', () => {
  it('renews nothing where there is nothing, and says where it looked', () => {
    const { status, stdout, stderr } = renew([]);
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(new RegExp(`^There is no database in ${dir}, so nothing was renewed`));
  });

  it.each([
    [['now'], {}, /too many arguments/],
    [[], { SOUK_DATABASE_URL: 'souk' }, /^SOUK_DATABASE_URL must be/],
  ])('refuses %j with %j as wrong usage', (args, settings, message) => {
    const { status, stderr } = renew(args, settings);
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});
