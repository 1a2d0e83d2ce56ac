import type { Blob } from '@souk/git/read-blobs.ts';
import { describe, expect, it } from 'vitest';
import type { CatalogSource } from '../../reconcile/catalog-source.ts';
import { aSnapshot } from '../../testing/catalog-snapshot.ts';
import { readSourceFolder } from './read-source-folder.ts';

const bytes = new Uint8Array([1]);
const source = (type: 'file' | 'symlink', blob: Blob): Pick<CatalogSource, 'read'> => ({
  read: async () => ({
    ...aSnapshot({}),
    files: new Map(
      ['catalog/apps/edge/main.tf', 'catalog/apps/edge/modules/a.tf', 'catalog/apps/edges/b.tf'].map(
        (path) => [path, { path, type }],
      ),
    ),
    readFiles: async (paths) => new Map(paths.map((path) => [path, blob])),
  }),
});

describe('when the files of an entry are read', () => {
  it('gives those of its folder, by their paths within it', async () => {
    const files = await readSourceFolder(source('file', { ok: true, bytes }))('c1', 'catalog/apps/edge/');
    expect([...files]).toEqual([
      ['main.tf', bytes],
      ['modules/a.tf', bytes],
    ]);
  });

  it('leaves out links', async () => {
    const files = await readSourceFolder(source('symlink', { ok: true, bytes }))('c1', 'catalog/apps/edge/');
    expect(files.size).toBe(0);
  });

  it('gives no part of a folder that is too large', async () => {
    const large = source('file', { ok: false, reason: 'too-large', size: 9e9 });
    await expect(readSourceFolder(large)('c1', 'catalog/apps/edge/')).rejects.toMatchObject({
      ...{ code: 'invalid', message: expect.stringContaining("catalog/apps/edge/main.tf can't be read") },
    });
  });
});
