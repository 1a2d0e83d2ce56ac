import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const souk = fileURLToPath(new URL('souk.js', import.meta.url));

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'souk-doctor-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function doctor(args: readonly string[], settings: Record<string, string> = {}) {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, SOUK_REPO: dir, SOUK_DATA_DIR: dir, SOUK_PORT: '0', ...settings };
  return spawnSync(process.execPath, [souk, 'doctor', ...args], { encoding: 'utf8', cwd: dir, env });
}

describe('souk doctor', () => {
  it('passes when nothing is broken', () => {
    const { status, stdout, stderr } = doctor([]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^ {2}✓ Settings +all understood$/m);
  });

  it('fails when something is, in a form for programs', () => {
    const { status, stdout } = doctor(['--format', 'json'], { SOUK_PORT: 'seven' });
    const { healthy, checks } = JSON.parse(stdout);
    expect([status, healthy]).toEqual([1, false]);
    expect(checks).toContainEqual(expect.objectContaining({ name: 'Settings', status: 'fail' }));
  });

  it.each([
    [['--url', 'souk'], /--url must be an address such as/],
    [['--format', 'xml'], /Allowed choices are text, json/],
  ])('refuses %j as wrong usage', (args, message) => {
    const { status, stderr } = doctor(args);
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});
