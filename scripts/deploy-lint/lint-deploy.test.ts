import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

describe('when the tools are not there', () => {
  it.each([
    ['passes on a laptop', {}, 0],
    ['fails in CI', { CI: 'true' }, 1],
  ])('says what is skipped, and %s', (_name, more, status) => {
    const cache = mkdtempSync(join(tmpdir(), 'souk-tools-'));
    const run = spawnSync(process.execPath, [fileURLToPath(new URL('../lint-deploy.ts', import.meta.url))], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], XDG_CACHE_HOME: cache, ...more },
    });
    rmSync(cache, { recursive: true });
    expect(run.status).toBe(status);
    expect(run.stderr).toMatch(/^Skipped: deploy-checkers\..*\nSkipped: helm\..*\n$/);
  });
});
