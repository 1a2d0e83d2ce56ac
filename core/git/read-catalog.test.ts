import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import { anApp, anInstallation, aTeam } from '@souk/model/testing/manifests.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { CatalogSnapshot } from './catalog-snapshot.ts';
import { GitError, withoutCredentials } from './git-error.ts';
import { listChange } from './list-change.ts';
import { readCommitCatalog, readFolderCatalog, readWorkTreeCatalog } from './read-catalog.ts';
import { readChange } from './read-change.ts';
import { openRepository, resolveCommit } from './repository.ts';
import { TemporaryRepository } from './testing/temporary-repository.ts';

const files = {
  'catalog/apps/invoice-scanner/manifest.yaml': stringify(anApp()),
  'catalog/apps/invoice-scanner/openapi.yaml': 'openapi: 3.1.0\n',
  'catalog/teams/finance.yaml': stringify(aTeam()),
  'docs/notes.yaml': 'not: a manifest\n',
};

let repository: TemporaryRepository;

beforeEach(() => {
  repository = new TemporaryRepository();
});

afterEach(() => repository[Symbol.dispose]());

function keysOf(snapshot: CatalogSnapshot): string[] {
  return snapshot.catalog.records.map(({ key }) => formatKey(key)).toSorted();
}

describe('when a commit is read', () => {
  it('holds the manifests of the catalog, and nothing from outside', async () => {
    repository.commit(files);
    const opened = await openRepository(repository.dir);
    const snapshot = await readCommitCatalog(opened, await resolveCommit(opened.dir, 'HEAD'));
    expect(keysOf(snapshot)).toEqual(['App/invoice-scanner', 'Team/finance']);
    expect(snapshot.unreadable).toEqual([]);
    expect(snapshot.catalog.hasAttachment('catalog/apps/invoice-scanner/manifest.yaml', 'openapi.yaml')).toBe(
      true,
    );
    expect(snapshot.catalog.entry('invoice-scanner')).toEqual(anApp());
  });

  it('reads the commit, whatever lies on disk', async () => {
    const commit = repository.commit(files);
    repository.remove('catalog');
    expect(keysOf(await readCommitCatalog(await openRepository(repository.dir), commit))).toHaveLength(2);
  });

  it('remembers what it parsed, and is not fooled by a damaged memory', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 80 }, (_, i) => [`catalog/teams/t-${i}.yaml`, stringify(aTeam({ id: `t-${i}` }))]),
    );
    const commit = repository.commit({ ...files, ...many });
    const opened = await openRepository(repository.dir);
    const first = await readCommitCatalog(opened, commit);
    const second = await readCommitCatalog(opened, commit);
    expect(keysOf(second)).toEqual(keysOf(first));
    expect(second.catalog.entry('invoice-scanner')).toEqual(anApp());
    expect(
      second.catalog.referrersOf({ kind: 'Team', id: 'finance' }).map(({ reference }) => reference.pointer),
    ).toEqual(['/owner']);
    const cache = join(repository.dir, '.git/souk/manifests.cache');
    for (const damage of [
      '',
      'souk manifest cache 3\nnonsense\n',
      'souk manifest cache 3\n{"commit":"x","prefix":"","files":[["catalog/a.yaml","file","y","App","z",9]]}\n',
      'another format\n',
    ]) {
      writeFileSync(cache, damage);
      expect(keysOf(await readCommitCatalog(opened, commit))).toEqual(keysOf(first));
    }
  });

  it('reads a folder below the root of the repository', async () => {
    const below = Object.fromEntries(Object.entries(files).map(([path, text]) => [`market/${path}`, text]));
    const commit = repository.commit({
      ...below,
      'catalog/teams/elsewhere.yaml': stringify(aTeam({ id: 'elsewhere' })),
    });
    const opened = await openRepository(join(repository.dir, 'market'));
    expect(keysOf(await readCommitCatalog(opened, commit))).toEqual(['App/invoice-scanner', 'Team/finance']);
    repository.write({ 'market/catalog/teams/new.yaml': stringify(aTeam({ id: 'new' })) });
    expect(keysOf(await readWorkTreeCatalog(opened))).toEqual([
      'App/invoice-scanner',
      'Team/finance',
      'Team/new',
    ]);
  });
});

describe('when the working tree is read', () => {
  it('includes what is not committed and leaves out what is ignored or deleted', async () => {
    repository.commit({ ...files, '.gitignore': 'ignored.yaml\n' });
    repository.write({
      'catalog/teams/ops.yaml': stringify(aTeam({ id: 'ops' })),
      'catalog/teams/ignored.yaml': stringify(aTeam({ id: 'ignored' })),
      'catalog/teams/staged.yaml': stringify(aTeam({ id: 'staged' })),
    });
    repository.git('add', 'catalog/teams/staged.yaml');
    rmSync(join(repository.dir, 'catalog/teams/finance.yaml'));
    const snapshot = await readWorkTreeCatalog(await openRepository(repository.dir));
    expect(keysOf(snapshot)).toEqual(['App/invoice-scanner', 'Team/ops', 'Team/staged']);
  });

  it('reads a repository that has no commit yet', async () => {
    repository.write(files);
    expect(keysOf(await readWorkTreeCatalog(await openRepository(repository.dir)))).toEqual([
      'App/invoice-scanner',
      'Team/finance',
    ]);
  });

  it('reads a plain folder', async () => {
    repository.write(files);
    rmSync(join(repository.dir, '.git'), { recursive: true });
    expect(keysOf(await readFolderCatalog(repository.dir))).toEqual(['App/invoice-scanner', 'Team/finance']);
  });
});

describe('when a change is read', () => {
  it('compares the working tree with the point where the branch left main', async () => {
    const base = repository.commit(files);
    repository.git('checkout', '--quiet', '-b', 'feature');
    repository.commit({ 'catalog/teams/committed.yaml': stringify(aTeam({ id: 'committed' })) });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'catalog/teams/main-only.yaml': stringify(aTeam({ id: 'main-only' })) });
    repository.git('checkout', '--quiet', 'feature');
    repository.write({ 'catalog/teams/loose.yaml': stringify(aTeam({ id: 'loose' })) });
    const change = await readChange(await listChange(repository.dir, {}));
    expect(change.base.commit).toBe(base);
    expect(change.changedPaths.toSorted()).toEqual([
      'catalog/teams/committed.yaml',
      'catalog/teams/loose.yaml',
    ]);
    expect(keysOf(change.head)).toEqual([
      'App/invoice-scanner',
      'Team/committed',
      'Team/finance',
      'Team/loose',
    ]);
  });

  it('compares two commits', async () => {
    const base = repository.commit(files);
    repository.git('mv', 'catalog/apps/invoice-scanner', 'connectors');
    const head = repository.commit({
      'catalog/installations/finance/i.yaml': stringify(anInstallation({ id: 'i' })),
    });
    const change = await readChange(await listChange(repository.dir, { base, head }));
    expect(change.head.commit).toBe(head);
    expect(change.changedPaths).toContain('catalog/installations/finance/i.yaml');
    expect(keysOf(change.base)).toEqual(['App/invoice-scanner', 'Team/finance']);
    expect(keysOf(change.head)).toEqual(['App/invoice-scanner', 'Installation/i', 'Team/finance']);
  });

  it('sees files become attachments when a manifest.yaml appears above them', async () => {
    const base = repository.commit({ 'catalog/apps/x/notes.yaml': stringify(aTeam({ id: 'notes' })) });
    const head = repository.commit({ 'catalog/apps/x/manifest.yaml': stringify(anApp({ id: 'x' })) });
    const change = await readChange(await listChange(repository.dir, { base, head }));
    expect(keysOf(change.base)).toEqual(['Team/notes']);
    expect(keysOf(change.head)).toEqual(['App/x']);
  });

  it('takes everything for new where there is no main', async () => {
    repository.write(files);
    const change = await readChange(await listChange(repository.dir, {}));
    expect(change.base.commit).toBeUndefined();
    expect(change.changedPaths).toHaveLength(3);
  });

  it.each([
    ['an unknown base', { base: 'nope' }, 'unknown-revision'],
    ['an unknown head', { head: 'nope' }, 'unknown-revision'],
    ['a revision that looks like an option', { head: '--all' }, 'unknown-revision'],
  ])('refuses %s', async (_name, range, code) => {
    repository.commit(files);
    await expect(listChange(repository.dir, range)).rejects.toMatchObject({ code });
  });

  it('says so when two branches share no history', async () => {
    repository.commit(files);
    repository.git('checkout', '--quiet', '--orphan', 'island');
    repository.commit({ 'catalog/teams/x.yaml': stringify(aTeam({ id: 'x' })) });
    await expect(listChange(repository.dir, {})).rejects.toMatchObject({
      code: 'no-common-history',
    });
  });
});

describe('when there is no repository', () => {
  it('says so', async () => {
    rmSync(join(repository.dir, '.git'), { recursive: true });
    await expect(openRepository(repository.dir)).rejects.toMatchObject({
      name: 'GitError',
      code: 'not-a-repository',
    });
  });

  it('keeps credentials out of messages', () => {
    expect(
      new GitError('command-failed', 'cannot reach https://user:hunter2@git.example.com/x').message,
    ).not.toContain('hunter2');
    expect(withoutCredentials('ssh://git@host/x')).toBe('ssh://***@host/x');
  });
});
