import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ExtractLimits, extractFolder } from './extract-folder.ts';
import { openRepository } from './repository.ts';
import { TemporaryRepository } from './testing/temporary-repository.ts';

const limits: ExtractLimits = { mostFiles: 10, mostBytes: 1000, mostTotalBytes: 2000 };

let repository: TemporaryRepository;
let into: string;
beforeEach(() => {
  repository = new TemporaryRepository();
  into = mkdtempSync(join(tmpdir(), 'souk-extract-'));
});
afterEach(() => {
  repository[Symbol.dispose]();
  rmSync(into, { recursive: true });
});

/** A tree with one entry, made by hand: `git add` would refuse some of them. */
function treeOf(mode: string, name: string, content: string): string {
  const oid = repository.gitWithInput(content, 'hash-object', '-w', '--stdin');
  const entry = Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]);
  return repository.gitWithInput(entry, 'hash-object', '-w', '-t', 'tree', '--literally', '--stdin');
}

function commitOf(tree: string): string {
  const parent = repository.gitWithInput(
    Buffer.concat([Buffer.from('40000 app\0'), Buffer.from(tree, 'hex')]),
    ...['hash-object', '-w', '-t', 'tree', '--literally', '--stdin'],
  );
  return repository.git('commit-tree', parent, '-m', 'made by hand');
}

async function extract(commit: string) {
  return extractFolder(await openRepository(repository.dir), commit, 'app', into, limits);
}

describe('when a folder of a commit is written to disk', () => {
  it('writes its plain files, whatever the checkout holds or filters would do', async () => {
    const commit = repository.commit({
      '.gitattributes': '* text eol=crlf\n',
      'app/a.txt': 'one\n',
      'app/deep/b': '',
      'apple/c': 'not of it',
    });
    repository.remove('app');
    expect(await extract(commit)).toEqual({ paths: ['a.txt', 'deep/b'], leftOut: [] });
    expect(readFileSync(join(into, 'a.txt'), 'utf8')).toBe('one\n');
    expect(readdirSync(into).sort()).toEqual(['a.txt', 'deep']);
  });

  it('writes nothing where the commit has no such folder', async () => {
    expect(await extract(repository.commit({ 'other/a': '' }))).toEqual({ paths: [], leftOut: [] });
  });

  it('leaves links out', async () => {
    expect(await extract(commitOf(treeOf('120000', 'link', '/etc/passwd')))).toEqual({
      paths: [],
      leftOut: ['link'],
    });
    expect(readdirSync(into)).toEqual([]);
  });

  it.each(['..', '.git', '.GIT', 'a\\b'])('refuses the path %j', async (name) => {
    await expect(extract(commitOf(treeOf('100644', name, 'x')))).rejects.toThrow('app has the path');
    expect(readdirSync(into)).toEqual([]);
  });

  it.each([
    ['many files', Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`app/${i}`, '']))],
    ['a large file', { 'app/a': 'x'.repeat(1001) }],
    ['much together', { 'app/a': 'x'.repeat(999), 'app/b': 'y'.repeat(999), 'app/c': 'z'.repeat(999) }],
  ])('refuses %s', async (_what, files) => {
    await expect(extract(repository.commit(files))).rejects.toMatchObject({ code: 'unfit-tree' });
  });
});
