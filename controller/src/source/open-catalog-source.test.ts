import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crmManifest, GitShop, teamManifest } from '../testing/git-shop.ts';
import { openCatalogSource, type SourceChoice } from './open-catalog-source.ts';

const signal = new AbortController().signal;

let shop: GitShop;
let dataDir: string;
beforeEach(() => {
  shop = new GitShop();
  dataDir = mkdtempSync(join(tmpdir(), 'souk-data-'));
  shop.write('catalog/apps/crm/manifest.yaml', crmManifest);
});
afterEach(() => {
  shop.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

const open = (choice: Partial<SourceChoice> = {}) =>
  openCatalogSource({
    repo: shop.dir,
    repoToken: undefined,
    githubApiUrl: 'https://api.github.com',
    githubToken: undefined,
    branch: undefined,
    worktree: false,
    dataDir,
    allowedSigners: undefined,
    requiredChecks: [],
    ...choice,
  });
const idsOf = async (source: Awaited<ReturnType<typeof open>>) =>
  (await source.read(await source.fingerprint(signal))).catalog.records.map(({ key }) => key.id).sort();

describe('when the path is a repository', () => {
  it('follows main, whatever is checked out', async () => {
    shop.git('init', '-qb', 'main');
    const commit = shop.commit();
    shop.git('checkout', '-qb', 'draft');
    shop.write('catalog/teams/sales-tools.yaml', teamManifest);
    shop.commit();
    const source = await open();
    expect([source.kind, source.branch, await source.fingerprint(signal)]).toEqual(['git', 'main', commit]);
    expect(await idsOf(source)).toEqual(['crm']);
    expect(await idsOf(await open({ branch: 'draft' }))).toEqual(['crm', 'sales-tools']);
  });

  it('follows what is checked out when there is no main', async () => {
    shop.git('init', '-qb', 'trunk');
    const commit = shop.commit();
    expect(await (await open()).fingerprint(signal)).toBe(commit);
  });

  it('says so when the branch is not there, and finds it once it is', async () => {
    shop.git('init', '-qb', 'main');
    const commit = shop.commit();
    const source = await open({ branch: 'live' });
    await expect(source.fingerprint(signal)).rejects.toMatchObject({
      code: 'no-branch',
      message: expect.stringContaining('"live"'),
    });
    shop.git('branch', 'live');
    expect(await source.fingerprint(signal)).toBe(commit);
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

describe('when there is an address', () => {
  it('looks at nothing before it is asked, and follows main then', async () => {
    shop.git('init', '-qb', 'main');
    const source = await open({ repo: `file://${shop.dir}` });
    expect([source.kind, source.branch, readdirSync(dataDir)]).toEqual(['git', undefined, []]);
    const commit = shop.commit();
    expect([await source.fingerprint(signal), source.branch]).toEqual([commit, 'main']);
  });

  it('has no files to follow', async () => {
    const opening = open({ repo: `file://${shop.dir}`, worktree: true });
    await expect(opening).rejects.toMatchObject({
      code: 'missing',
      message: expect.stringContaining('--worktree'),
    });
  });

  it('runs no command that an address names', async () => {
    const file = join(dataDir, 'ran');
    const source = await open({ repo: `ext::touch ${file}` });
    await expect(source.fingerprint(signal)).rejects.toMatchObject({ name: 'SourceError' });
    expect(readdirSync(dataDir)).not.toContain('ran');
  });
});

describe('when commits must be accepted', () => {
  it('stays at the applied commit and says what is held, and gives nothing where nothing is applied', async () => {
    shop.git('init', '-qb', 'main');
    const applied = shop.commit();
    shop.write('catalog/teams/sales-tools.yaml', teamManifest);
    const head = shop.commit();
    const source = await open({ requiredChecks: ['Souk'] });
    expect(await source.fingerprint(signal, applied)).toBe(applied);
    const held = { commit: head, reason: expect.stringContaining('SOUK_REQUIRED_CHECKS') };
    expect(source.standing()).toEqual({ reachable: true, askedAt: expect.any(Date), held });
    await expect(source.fingerprint(signal)).rejects.toMatchObject({ code: 'not-accepted' });
    expect(source.standing()).toMatchObject({ reachable: true, error: expect.any(String), held });
  });
});

describe('when the path is a plain folder', () => {
  it('follows its files and notices every change', async () => {
    const source = await open();
    expect(source.kind).toBe('folder');
    const seen = [await source.fingerprint(signal)];
    expect(await source.fingerprint(signal)).toBe(seen[0]);
    shop.write('catalog/teams/sales-tools.yaml', teamManifest);
    seen.push(await source.fingerprint(signal));
    shop.write('catalog/teams/sales-tools.yaml', `${teamManifest}description: Sells.\n`);
    seen.push(await source.fingerprint(signal));
    rmSync(join(shop.dir, 'catalog/teams'), { recursive: true });
    expect(new Set(seen).size).toBe(3);
    expect(await source.fingerprint(signal)).toBe(seen[0]);
    expect(await idsOf(source)).toEqual(['crm']);
  });

  it('fails rather than seem empty when it is gone', async () => {
    const source = await open();
    shop.remove();
    await expect(source.fingerprint(signal)).rejects.toMatchObject({ code: 'missing' });
    await expect(open()).rejects.toMatchObject({ code: 'missing' });
  });
});
