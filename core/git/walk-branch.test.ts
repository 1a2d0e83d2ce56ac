import { describe, expect, it } from 'vitest';
import { openRepository } from './repository.ts';
import { TemporaryRepository } from './testing/temporary-repository.ts';
import { walkBranch } from './walk-branch.ts';

const names = (touched: ReadonlyMap<string, { readonly commit: string }>) =>
  Object.fromEntries([...touched].map(([path, { commit }]) => [path, commit]));

describe('when a branch is walked', () => {
  it('tells its own commits, who touched what last, and that the way leads forward', async () => {
    using repository = new TemporaryRepository();
    const base = repository.commit({ 'catalog/a.yaml': 'a', 'catalog/b.yaml': 'b' });
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.commit({ 'catalog/c.yaml': 'c' });
    repository.git('checkout', '--quiet', 'main');
    const second = repository.commit({ 'catalog/a.yaml': 'a2' });
    repository.git('merge', '--quiet', '--no-ff', '--message', 'merge', 'side');
    const head = repository.git('rev-parse', 'HEAD');
    const walk = await walkBranch(await openRepository(repository.dir), base, head, 100);
    expect({ commits: walk.commits, forward: walk.forward, touched: names(walk.touched) }).toEqual({
      commits: [head, second],
      forward: true,
      touched: { 'catalog/a.yaml': second, 'catalog/c.yaml': head },
    });
    expect(walk.head).toMatchObject({ commit: head, author: { name: 'Test', email: 'test@example.com' } });
  });

  it('knows a way that leads over a merge', async () => {
    using repository = new TemporaryRepository();
    repository.commit({ 'catalog/a.yaml': 'a' });
    repository.git('checkout', '--quiet', '-b', 'side');
    const base = repository.commit({ 'catalog/c.yaml': 'c' });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'catalog/a.yaml': 'a2' });
    repository.git('merge', '--quiet', '--no-ff', '--message', 'merge', 'side');
    const head = repository.git('rev-parse', 'HEAD');
    expect(await walkBranch(await openRepository(repository.dir), base, head, 100)).toMatchObject({
      forward: true,
    });
  });

  it('says when history was written anew', async () => {
    using repository = new TemporaryRepository();
    repository.commit({ 'catalog/a.yaml': 'a' });
    const gone = repository.commit({ 'catalog/a.yaml': 'b' });
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    const head = repository.commit({ 'catalog/a.yaml': 'c' });
    const walk = await walkBranch(await openRepository(repository.dir), gone, head, 100);
    expect({ forward: walk.forward, commits: walk.commits }).toEqual({ forward: false, commits: [head] });
  });

  it('is at its last commit when the base is not there any more', async () => {
    using repository = new TemporaryRepository();
    const head = repository.commit({ 'catalog/a.yaml': 'a' });
    const walk = await walkBranch(await openRepository(repository.dir), 'ab'.repeat(20), head, 100);
    expect({ commits: walk.commits, forward: walk.forward }).toEqual({ commits: [head], forward: false });
  });

  it.each(['no base', 'the base itself'])('is at its last commit with %s', async (how) => {
    using repository = new TemporaryRepository();
    const head = repository.commit({ 'catalog/a.yaml': 'a' });
    const base = how === 'no base' ? undefined : head;
    const walk = await walkBranch(await openRepository(repository.dir), base, head, 100);
    expect({ commits: walk.commits, size: walk.touched.size }).toEqual({ commits: [head], size: 0 });
  });
});
