import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchRef } from './fetch-ref.ts';
import { GitError } from './git-error.ts';
import { listAllPathsBetween } from './list-changes.ts';
import { mergeCommits } from './merge-commits.ts';
import { readCommitFile } from './read-commit-file.ts';
import { openRepository } from './repository.ts';
import { TemporaryRepository } from './testing/temporary-repository.ts';

let remote: TemporaryRepository;
let local: TemporaryRepository;
beforeEach(() => {
  remote = new TemporaryRepository();
  local = new TemporaryRepository();
});
afterEach(() => {
  remote[Symbol.dispose]();
  local[Symbol.dispose]();
});

const textAt = async (commit: string, path: string): Promise<string | undefined> => {
  const bytes = await readCommitFile(await openRepository(remote.dir), commit, path);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
};
const branchOff = (base: string, files: Record<string, string>): string => {
  remote.git('checkout', '--quiet', '--detach', base);
  return remote.commit(files);
};

describe('when two commits are merged as objects', () => {
  it('gives what both sides changed, and leaves the working tree alone', async () => {
    const base = remote.commit({ 'a.txt': 'a\n', 'b.txt': 'b\n' });
    const head = branchOff(base, { 'b.txt': 'B\n' });
    const tip = branchOff(base, { 'a.txt': 'A\n' });
    const { commit = '', conflicts } = await mergeCommits(await openRepository(remote.dir), tip, head);
    expect(conflicts).toEqual([]);
    expect([await textAt(commit, 'a.txt'), await textAt(commit, 'b.txt')]).toEqual(['A\n', 'B\n']);
    expect(remote.git('status', '--porcelain')).toBe('');
    expect(remote.git('rev-parse', 'HEAD')).toBe(tip);
  });

  it('names the files that do not go together', async () => {
    const base = remote.commit({ 'a.txt': 'a\n', 'odd\nname.txt': 'o\n' });
    const head = branchOff(base, { 'a.txt': '1\n', 'odd\nname.txt': '1\n' });
    const tip = branchOff(base, { 'a.txt': '2\n', 'odd\nname.txt': '2\n' });
    expect(await mergeCommits(await openRepository(remote.dir), tip, head)).toEqual({
      commit: undefined,
      conflicts: ['a.txt', 'odd\nname.txt'],
    });
  });

  it('runs no filter or merge driver that the change asks for, though the machine knows them', async () => {
    const base = remote.commit({ 'a.txt': 'a\nb\nc\n' });
    const marker = join(remote.dir, '.git', 'marker');
    for (const name of ['filter.known.smudge', 'filter.known.clean', 'merge.known.driver']) {
      remote.git('config', name, `touch '${marker}' && cat`);
    }
    const blob = (text: string): string => remote.gitWithInput(text, 'hash-object', '-w', '--stdin');
    const files = { '.gitattributes': '* filter=known merge=known\n', 'a.txt': '1\nb\nc\n' };
    const tree = remote.gitWithInput(
      Object.entries(files)
        .map(([path, text]) => `100644 blob ${blob(text)}\t${path}\n`)
        .join(''),
      'mktree',
    );
    const head = remote.git('commit-tree', tree, '-p', base, '-m', 'hostile');
    const tip = branchOff(base, { 'a.txt': 'a\nb\n3\n' });
    const { commit = '' } = await mergeCommits(await openRepository(remote.dir), tip, head);
    expect(existsSync(marker)).toBe(false);
    expect(await textAt(commit, 'a.txt')).toBe('1\nb\n3\n');
    remote.git('checkout', '--quiet', '--force', commit);
    expect(existsSync(marker)).toBe(true);
  });

  it('lists what differs, outside the catalog too', async () => {
    const base = remote.commit({ 'README.md': 'a\n', 'catalog/x.yaml': 'x\n' });
    remote.git('checkout', '--quiet', '--detach', base);
    remote.remove('catalog/x.yaml');
    const head = remote.commit({ 'README.md': 'b\n', 'policies/odd\nname': 'p\n' });
    expect(await listAllPathsBetween(await openRepository(remote.dir), base, head)).toEqual([
      { path: 'README.md', inBase: true, inHead: true },
      { path: 'catalog/x.yaml', inBase: true, inHead: false },
      { path: 'policies/odd\nname', inBase: false, inHead: true },
    ]);
  });
});

describe('when a ref is fetched', () => {
  const fetchFrom = async (ref: string): Promise<string> =>
    fetchRef(await openRepository(local.dir), { remote: remote.dir, ref, timeoutMs: 60_000 });

  it('gives the commit, and no tag, branch or file', async () => {
    const head = remote.commit({ 'a.txt': 'a\n' });
    remote.git('tag', 'v1');
    remote.git('update-ref', 'refs/pull/7/head', head);
    expect(await fetchFrom('refs/pull/7/head')).toBe(head);
    expect(local.git('for-each-ref', '--format=%(refname)')).toBe('refs/souk/fetched/pull/7/head');
    expect(existsSync(join(local.dir, 'a.txt'))).toBe(false);
  });

  it('follows a ref that was forced elsewhere', async () => {
    const first = remote.commit({ 'a.txt': 'a\n' });
    remote.git('update-ref', 'refs/pull/7/head', first);
    await fetchFrom('refs/pull/7/head');
    remote.git('checkout', '--quiet', '--orphan', 'other');
    const second = remote.commit({ 'a.txt': 'b\n' });
    remote.git('update-ref', 'refs/pull/7/head', second);
    expect(await fetchFrom('refs/pull/7/head')).toBe(second);
  });

  it('says that the remote has no such ref', async () => {
    remote.commit({ 'a.txt': 'a\n' });
    await expect(fetchFrom('refs/pull/8/head')).rejects.toMatchObject({ code: 'unknown-revision' });
  });

  it('refuses objects that are not sound', async () => {
    const blob = remote.gitWithInput('x', 'hash-object', '-w', '--stdin');
    const entry = Buffer.concat([Buffer.from('100644 .git\0', 'latin1'), Buffer.from(blob, 'hex')]);
    const tree = remote.gitWithInput(entry, 'hash-object', '-w', '-t', 'tree', '--stdin', '--literally');
    const commit = remote.git('commit-tree', tree, '-m', 'unsound');
    remote.git('update-ref', 'refs/pull/9/head', commit);
    const failure = await fetchFrom('refs/pull/9/head').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(GitError);
    expect((failure as GitError).message).toMatch(/hasDotgit/);
  });
});
