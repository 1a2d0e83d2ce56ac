import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCommitInfo } from './read-commit-info.ts';
import { openRepository, type Repository } from './repository.ts';
import { type SpawnOptions, spawnGit } from './spawn-git.ts';
import { TemporaryRepository } from './testing/temporary-repository.ts';

const MEBIBYTE = 2 ** 20;

let shop: TemporaryRepository;
let repository: Repository;
let base: string;
beforeAll(async () => {
  shop = new TemporaryRepository();
  base = shop.commit({ 'catalog/teams/finance.yaml': 'kind: Team\n' });
  repository = await openRepository(shop.dir);
});
afterAll(() => shop[Symbol.dispose]());

/** A commit of few objects whose folders share their parts, so that it names 10 to the power of `levels` files. */
function commitBomb(levels: number): string {
  const blob = shop.gitWithInput('kind: App\n', 'hash-object', '-w', '--stdin');
  let tree = shop.gitWithInput(`100644 blob ${blob}\tmanifest.yaml\n`, 'mktree');
  for (let level = 0; level < levels; level++) {
    const entries = Array.from({ length: 10 }, (_, i) => `040000 tree ${tree}\td${i}\n`);
    tree = shop.gitWithInput(entries.join(''), 'mktree');
  }
  const root = shop.gitWithInput(`040000 tree ${tree}\tcatalog\n`, 'mktree');
  return shop.git('commit-tree', root, '-m', 'Bomb');
}

describe.skipIf(process.platform === 'win32')('when few objects name very many files', () => {
  it('is told who made the commit without a look at what is in it', async () => {
    await expect(readCommitInfo(repository, commitBomb(20))).resolves.toMatchObject({ subject: 'Bomb' });
  });

  it('ends a comparison that needs more memory than Git gets', async () => {
    const compare = ['diff-tree', '-r', '-z', base, commitBomb(5)];
    const exitCode = (options: SpawnOptions) =>
      spawnGit(shop.dir, compare, options).then((answer) => answer.exitCode);
    await expect(exitCode({ mostMemory: 16 * MEBIBYTE })).rejects.toMatchObject({
      code: 'unfit-tree',
      message: expect.stringContaining('16 MiB of memory'),
    });
    await expect(exitCode({})).resolves.toBe(0);
  });

  it('has a limit for every command', async () => {
    const { output } = await spawnGit(shop.dir, ['-c', 'alias.limit=!ulimit -d', 'limit'], {});
    expect(Number(output)).toBe(2 ** 20);
  });
});
