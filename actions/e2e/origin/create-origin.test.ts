import { describe, expect, it } from 'vitest';
import { createOrigin } from './create-origin.ts';

const files = { 'a.txt': 'one\n', 'b/c.txt': 'two\n' };

describe('when an origin is made', () => {
  it('has the files on its default branch', async () => {
    await using origin = await createOrigin({ files });
    expect(await origin.git(['ls-tree', '-r', '--name-only', 'main'])).toBe('a.txt\nb/c.txt');
    expect(await origin.read('main', 'b/c.txt')).toBe('two\n');
  });

  it('commits on top of what is there', async () => {
    await using origin = await createOrigin({ files });
    const before = await origin.resolve('main');
    const after = await origin.commit({
      ref: 'main',
      files: { 'a.txt': null, 'd.txt': 'x' },
      author: 'alice',
    });
    expect(await origin.resolve('main')).toBe(after);
    expect(await origin.git(['rev-parse', 'main^'])).toBe(before);
    expect(await origin.git(['log', '-1', '--format=%ae', 'main'])).toBe('alice@example.com');
    expect(await origin.git(['ls-tree', '-r', '--name-only', 'main'])).toBe('b/c.txt\nd.txt');
  });

  it('takes trees that no checkout would make', async () => {
    await using origin = await createOrigin({ files });
    const main = (await origin.resolve('main')) ?? '';
    await origin.commit({
      ref: 'refs/pull/1/head',
      from: 'main',
      files: {
        'with\nnewline "quoted"': 'x',
        link: { mode: '120000', content: '/etc/passwd' },
        module: { mode: '160000', content: main },
        run: { mode: '100755', content: '#!/bin/sh' },
      },
    });
    const entries = (await origin.git(['ls-tree', '-z', 'refs/pull/1/head'])).split('\0');
    expect(entries).toContainEqual(expect.stringMatching(/^120000 blob .*\tlink$/));
    expect(entries).toContainEqual(`160000 commit ${main}\tmodule`);
    expect(entries).toContainEqual(expect.stringMatching(/^100755 blob .*\trun$/));
    expect(entries).toContainEqual(expect.stringMatching(/\twith\nnewline "quoted"$/));
  });

  it('serves any commit by its id, as GitHub does', async () => {
    await using origin = await createOrigin({ files });
    const hidden = await origin.commit({
      ref: 'refs/forks/mallory/x',
      from: 'main',
      files: { 'e.txt': 'x' },
    });
    await using other = await createOrigin({ files: {} });
    await other.git(['fetch', '--quiet', origin.url, hidden]);
    expect(await other.resolve(hidden)).toBe(hidden);
  });
});
