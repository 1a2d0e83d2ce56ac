import { describe, expect, it } from 'vitest';
import { openRepository } from './repository.ts';
import { TemporaryRepository } from './testing/temporary-repository.ts';
import { writeCommit } from './write-commit.ts';

describe('when a commit is written', () => {
  it('adds and replaces files, and moves nothing', async () => {
    using repo = new TemporaryRepository();
    const base = repo.commit({ 'a.txt': 'old', 'catalog/b.yaml': 'stays' });
    const files = [
      { path: 'a.txt', text: 'new: ü\n' },
      { path: 'catalog/apps/x/manifest.yaml', text: 'id: x\ndone\nM 100644 inline evil\ndata 1\nx' },
    ];
    const written = await writeCommit(await openRepository(repo.dir), base, files);
    expect(repo.git('ls-tree', '-r', '--name-only', written).split('\n')).toEqual([
      'a.txt',
      'catalog/apps/x/manifest.yaml',
      'catalog/b.yaml',
    ]);
    expect(repo.git('show', `${written}:a.txt`)).toBe('new: ü');
    expect(repo.git('show', `${written}:catalog/apps/x/manifest.yaml`)).toBe(files[1]?.text);
    expect(repo.git('rev-parse', `${written}^`, 'HEAD').split('\n')).toEqual([base, base]);
    expect(repo.git('status', '--porcelain')).toBe('');
    expect(repo.git('for-each-ref', 'refs/souk')).toBe('');
  });

  it('refuses a parent that is not there, and leaves nothing', async () => {
    using repo = new TemporaryRepository();
    repo.commit({ a: '1' });
    const writing = writeCommit(await openRepository(repo.dir), `${'0'.repeat(39)}1`, []);
    await expect(writing).rejects.toMatchObject({ code: 'command-failed' });
    expect(repo.git('for-each-ref', 'refs/souk')).toBe('');
  });
});
