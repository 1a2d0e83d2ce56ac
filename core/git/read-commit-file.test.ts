import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCommitFile, readCommitFiles } from './read-commit-file.ts';
import { openRepository } from './repository.ts';
import { TemporaryRepository } from './testing/temporary-repository.ts';

let repository: TemporaryRepository;
let commit: string;
const text = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : new TextDecoder().decode(bytes);

beforeEach(() => {
  repository = new TemporaryRepository();
  commit = repository.commit({
    'policies/a.rego': 'package a\n',
    'policies/empty.rego': '',
    'policies/ä b.rego': 'blob 12\nlooks like a header\n',
    'top.txt': 'top\n',
  });
  repository.write({ 'policies/a.rego': 'edited\n' });
});

afterEach(() => repository[Symbol.dispose]());

describe('when files of a commit are read', () => {
  it.each([
    ['as it was committed', 'policies/a.rego', 'package a\n'],
    ['when it is empty', 'policies/empty.rego', ''],
    ['with any name and content', 'policies/ä b.rego', 'blob 12\nlooks like a header\n'],
    ['as nothing where there is none', 'policies/none.rego', undefined],
    ['as nothing for a folder', 'policies', undefined],
    ['as nothing for a name with a line end', 'top.txt\ntop.txt', undefined],
  ])('gives one %s', async (_name, path, expected) => {
    const opened = await openRepository(repository.dir);
    expect(text(await readCommitFile(opened, commit, path))).toBe(expected);
  });

  it('gives several at once, whatever lies between', async () => {
    const opened = await openRepository(`${repository.dir}/policies`);
    const files = await readCommitFiles(opened, commit, ['ä b.rego', '.', 'none', 'empty.rego', 'a.rego']);
    expect([...files].map(([path, bytes]) => [path, text(bytes)])).toEqual([
      ['ä b.rego', 'blob 12\nlooks like a header\n'],
      ['empty.rego', ''],
      ['a.rego', 'package a\n'],
    ]);
  });

  it('reads from the folder that was opened', async () => {
    const opened = await openRepository(`${repository.dir}/policies`);
    expect(text(await readCommitFile(opened, commit, 'a.rego'))).toBe('package a\n');
    expect(await readCommitFile(opened, commit, 'top.txt')).toBeUndefined();
  });
});
