import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBlob } from './find-blob.ts';
import { isAncestor } from './is-ancestor.ts';
import { listCommitsBetween } from './list-commits-between.ts';
import { readCommitInfo } from './read-commit-info.ts';
import { openRepository, type Repository } from './repository.ts';
import { TemporaryRepository } from './testing/temporary-repository.ts';
import { walkBranch } from './walk-branch.ts';

let temporary: TemporaryRepository;
let repository: Repository;
let base: string;
let onBranch: string[];
let merge: string;
let head: string;

beforeAll(async () => {
  temporary = new TemporaryRepository();
  base = temporary.commit({ 'catalog/a.yaml': 'a', 'README.md': 'r' });
  temporary.git('checkout', '-qb', 'topic');
  const begun = temporary.commit({ 'catalog/b.yaml': 'b1', 'catalog/not-merged.yaml': 'n' });
  temporary.remove('catalog/not-merged.yaml');
  onBranch = [begun, temporary.commit({ 'catalog/b.yaml': 'b2' })];
  temporary.git('checkout', '-q', 'main');
  temporary.git('merge', '-q', '--no-ff', '-m', 'Merge topic', 'topic');
  merge = temporary.git('rev-parse', 'HEAD');
  temporary.git('rm', '-q', 'catalog/a.yaml');
  temporary.write({ 'README.md': 'r2', 'catalog/ä b\n.yaml': 'c' });
  temporary.git('add', '--all');
  const message =
    'Remove a: it is old\n\nNobody: knows\nwhy.\n\nSigned-off-by: Ann <ann@example.com>\nRefs: one\n two\nRefs: three\n';
  temporary.gitWithInput(
    message,
    'commit',
    '-q',
    '--author=Ann Ä <ann@example.com>',
    '--date=2020-01-01T00:00:00Z',
    '-F',
    '-',
  );
  head = temporary.git('rev-parse', 'HEAD');
  repository = await openRepository(temporary.dir);
});
afterAll(() => temporary[Symbol.dispose]());

describe('when it is asked whether a commit lies below another', () => {
  it('knows it of both, of one and the same, and of one that it does not have', async () => {
    expect(await isAncestor(repository, base, head)).toBe(true);
    expect(await isAncestor(repository, head, base)).toBe(false);
    expect(await isAncestor(repository, head, head)).toBe(true);
    expect(await isAncestor(repository, '0'.repeat(40), head)).toBe(false);
  });
});

describe('when commits between two are listed', () => {
  it('gives all or those of the branch itself, the newest first', async () => {
    const list = (firstParent: boolean, limit = 9) =>
      listCommitsBetween(repository, { base, head, limit, firstParent });
    expect(await list(true)).toEqual([head, merge]);
    expect((await list(false)).toSorted()).toEqual([head, merge, ...onBranch].toSorted());
    expect(await list(true, 1)).toEqual([head]);
    const all = { base: undefined, head, limit: 9, firstParent: true };
    expect(await listCommitsBetween(repository, all)).toEqual([head, merge, base]);
  });
});

const attribute = async (from: string, to: string, where = repository) =>
  (await walkBranch(where, from, to, 100)).touched;

describe('when paths are attributed', () => {
  it('names the last commit of the branch that touched each, a merge for what it brought', async () => {
    const found = await attribute(base, head);
    const inCatalog = [...found].filter(([path]) => path.startsWith('catalog/'));
    expect(Object.fromEntries(inCatalog.map(([path, { commit }]) => [path, commit]))).toEqual({
      'catalog/a.yaml': head,
      'catalog/b.yaml': merge,
      'catalog/ä b\n.yaml': head,
    });
    expect(found.get('catalog/a.yaml')?.author).toEqual({ name: 'Ann Ä', email: 'ann@example.com' });
    expect(await attribute(head, head)).toEqual(new Map());
  });

  it('takes the time of the commit, not the one that its author claims', async () => {
    const { at } = (await attribute(base, head)).get('catalog/a.yaml') ?? {};
    expect(at?.getTime()).toBeGreaterThan(Date.parse('2021-01-01'));
  });

  it('gives paths from the folder of the catalog', async () => {
    using inner = new TemporaryRepository();
    const before = inner.commit({ 'shop/catalog/a.yaml': 'a', 'catalog/a.yaml': 'a' });
    const after = inner.commit({ 'shop/catalog/a.yaml': 'b', 'catalog/a.yaml': 'b' });
    const opened = await openRepository(`${inner.dir}/shop`);
    expect([...(await attribute(before, after, opened)).keys()]).toEqual(['catalog/a.yaml']);
  });
});

describe('when a commit is looked at', () => {
  it('gives who made it, its subject and its trailers', async () => {
    expect(await readCommitInfo(repository, head)).toEqual({
      commit: head,
      author: { name: 'Ann Ä', email: 'ann@example.com' },
      committer: { name: 'Test', email: 'test@example.com' },
      at: expect.any(Date),
      subject: 'Remove a: it is old',
      trailers: [
        { name: 'Signed-off-by', value: 'Ann <ann@example.com>' },
        { name: 'Refs', value: 'one two' },
        { name: 'Refs', value: 'three' },
      ],
    });
  });

  it('rejects for one that is not there', async () => {
    await expect(readCommitInfo(repository, '0'.repeat(40))).rejects.toMatchObject({
      code: 'command-failed',
    });
  });
});

describe('when a blob is looked for', () => {
  it('gives its id, and nothing for folders, other paths and patterns', async () => {
    const id = temporary.git('rev-parse', 'HEAD:catalog/b.yaml');
    expect(await findBlob(repository, head, 'catalog/b.yaml')).toBe(id);
    expect(await findBlob(repository, head, 'catalog')).toBeUndefined();
    expect(await findBlob(repository, head, 'catalog/a.yaml')).toBeUndefined();
    expect(await findBlob(repository, head, 'catalog/*.yaml')).toBeUndefined();
  });
});
