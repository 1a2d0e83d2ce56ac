import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startScriptedServer } from '@souk/github/testing/scripted-server.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../config/config.ts';
import { crmManifest, GitShop } from '../testing/git-shop.ts';
import { openCheckedSource } from './open-checked-source.ts';

let shop: GitShop;
let dataDir: string;
let head: string;
beforeEach(() => {
  shop = new GitShop();
  shop.git('init', '-qb', 'main');
  shop.write('catalog/apps/crm/manifest.yaml', crmManifest);
  head = shop.commit();
  dataDir = mkdtempSync(join(tmpdir(), 'souk-data-'));
});
afterEach(() => {
  shop.remove();
  rmSync(dataDir, { recursive: true });
});

/** Asks for the newest accepted commit, where the check `Souk` ended so. */
async function ask(conclusion: string, env: Readonly<Record<string, string>> = {}) {
  const run = { name: 'Souk', head_sha: head, app: { slug: 'gate' }, status: 'completed', conclusion };
  await using server = await startScriptedServer({
    [`GET /repos/acme/catalog/commits/${head}/check-runs`]: [{ body: { total_count: 1, check_runs: [run] } }],
  });
  const parsed = parseConfig({
    env: {
      SOUK_REPO: shop.dir,
      SOUK_DATA_DIR: dataDir,
      SOUK_REQUIRED_CHECKS: 'Souk',
      SOUK_GITHUB_REPOSITORY: 'acme/catalog',
      SOUK_GITHUB_TOKEN: 'ghp_1',
      SOUK_GITHUB_API_URL: server.origin,
      ...env,
    },
    cwd: shop.dir,
    worktree: false,
  });
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  const source = await openCheckedSource(parsed.config);
  return await source.fingerprint(new AbortController().signal);
}

describe('when a commit must have passed a check on GitHub', () => {
  it('follows one that has', async () => {
    expect(await ask('success')).toBe(head);
  });

  it('follows none that has not', async () => {
    await expect(ask('failure')).rejects.toThrow('the check "Souk" of gate ended with failure');
  });

  it('says what is missing where GitHub can not be asked', async () => {
    await expect(ask('success', { SOUK_GITHUB_TOKEN: '' })).rejects.toThrow('needs SOUK_GITHUB_TOKEN');
  });
});
