import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crmManifest, GitShop, teamManifest } from '../testing/git-shop.ts';
import { openCatalogSource } from './open-catalog-source.ts';

let shop: GitShop;
beforeEach(() => {
  shop = new GitShop();
  shop.write('catalog/apps/crm/manifest.yaml', crmManifest);
});
afterEach(() => shop.remove());

const open = (choice: { branch?: string; worktree?: boolean } = {}) =>
  openCatalogSource({ repo: shop.dir, branch: choice.branch, worktree: choice.worktree ?? false });
const idsOf = async (source: Awaited<ReturnType<typeof open>>) =>
  (await source.read(await source.fingerprint())).catalog.records.map(({ key }) => key.id).sort();

describe('when the path is a repository', () => {
  it('follows main, whatever is checked out', async () => {
    shop.git('init', '-qb', 'main');
    const commit = shop.commit();
    shop.git('checkout', '-qb', 'draft');
    shop.write('catalog/teams/sales-tools.yaml', teamManifest);
    shop.commit();
    const source = await open();
    expect([source.kind, source.branch, await source.fingerprint()]).toEqual(['git', 'main', commit]);
    expect(await idsOf(source)).toEqual(['crm']);
    expect(await idsOf(await open({ branch: 'draft' }))).toEqual(['crm', 'sales-tools']);
  });

  it('follows what is checked out when there is no main', async () => {
    shop.git('init', '-qb', 'trunk');
    const commit = shop.commit();
    expect(await (await open()).fingerprint()).toBe(commit);
  });

  it('says so when the branch is not there, and finds it once it is', async () => {
    shop.git('init', '-qb', 'main');
    const commit = shop.commit();
    const source = await open({ branch: 'live' });
    await expect(source.fingerprint()).rejects.toMatchObject({
      code: 'no-branch',
      message: expect.stringContaining('"live"'),
    });
    shop.git('branch', 'live');
    expect(await source.fingerprint()).toBe(commit);
  });

  it('follows the files when nothing is committed yet, or on request', async () => {
    shop.git('init', '-qb', 'main');
    expect(await idsOf(await open())).toEqual(['crm']);
    shop.commit();
    shop.write('catalog/teams/sales-tools.yaml', teamManifest);
    const source = await open({ worktree: true });
    expect([source.kind, await idsOf(source)]).toEqual(['worktree', ['crm', 'sales-tools']]);
  });
});

describe('when the path is a plain folder', () => {
  it('follows its files and notices every change', async () => {
    const source = await open();
    expect(source.kind).toBe('folder');
    const seen = [await source.fingerprint()];
    expect(await source.fingerprint()).toBe(seen[0]);
    shop.write('catalog/teams/sales-tools.yaml', teamManifest);
    seen.push(await source.fingerprint());
    shop.write('catalog/teams/sales-tools.yaml', `${teamManifest}description: Sells.\n`);
    seen.push(await source.fingerprint());
    rmSync(join(shop.dir, 'catalog/teams'), { recursive: true });
    expect(new Set(seen).size).toBe(3);
    expect(await source.fingerprint()).toBe(seen[0]);
    expect(await idsOf(source)).toEqual(['crm']);
  });

  it('fails rather than seem empty when it is gone', async () => {
    const source = await open();
    shop.remove();
    await expect(source.fingerprint()).rejects.toMatchObject({ code: 'missing' });
    await expect(open()).rejects.toMatchObject({ code: 'missing' });
  });
});
