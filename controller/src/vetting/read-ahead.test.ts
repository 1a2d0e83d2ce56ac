import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { FileBytes } from '@souk/vetting/pipeline/entry-files-of.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anApp, aSnapshot } from '../testing/catalog-snapshot.ts';
import { readAhead } from './read-ahead.ts';

const manifests = Array.from({ length: 130 }, (_, i) => `catalog/apps/a${i}/manifest.yaml`);

function aSource(sizes: ReadonlyMap<string, number>): CatalogSnapshot & { readonly reads: string[][] } {
  const reads: string[][] = [];
  const parts = {
    manifests: manifests.map((_, i) => anApp({ id: `a${i}` })),
    attachments: [...sizes.keys()].filter((path) => !manifests.includes(path)),
  };
  return {
    ...aSnapshot(parts),
    reads,
    readFiles: async (paths, limit, total = Number.POSITIVE_INFINITY) => {
      reads.push([...paths]);
      let left = total;
      return new Map(
        paths.flatMap((path): [string, FileBytes][] => {
          const size = sizes.get(path);
          if (size === undefined) return [];
          if (size > Math.min(limit, left)) return [[path, { ok: false, reason: 'too-large', size }]];
          left -= size;
          return [[path, { ok: true, bytes: new Uint8Array(size).fill(65) }]];
        }),
      );
    },
    readTexts: async (paths) => {
      reads.push([...paths]);
      return new Map(paths.map((path) => [path, 'A'.repeat(sizes.get(path) ?? 0)]));
    },
  };
}

const wordsOf = ([path, file]: readonly [string, FileBytes]): string =>
  JSON.stringify([path, file.ok ? file.bytes.byteLength : file]);

describe('when files are read ahead', () => {
  it('asks once for many entries', async () => {
    const source = aSource(new Map(manifests.map((path) => [path, 10])));
    const ahead = readAhead(source, manifests);
    for (const path of manifests) {
      await ahead.readFiles([path], 1_000, 10_000);
      await ahead.readTexts([path]);
    }
    expect(source.reads.map(({ length }) => length)).toEqual([64, 64, 2]);
  });

  it('gives what is read without', async () => {
    const size = fc.constantFrom(10, 200_000, 200_000, 300_000, 600_000);
    await fc.assert(
      fc.asyncProperty(
        fc.array(size, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        fc.boolean(),
        async (sizes, isKnown, isTight) => {
          const own = sizes.map((bytes, i) => [`catalog/apps/a0/f${i}`, bytes] as const);
          const source = aSource(new Map([[manifests[0] ?? '', 10], ...own]));
          const ahead = readAhead(source, isKnown ? manifests : []);
          const paths = [manifests[0] ?? '', ...own.map(([path]) => path)];
          const limits = [500_000, isTight ? 300_000 : 5_000_000] as const;
          const read = await ahead.readFiles(paths, ...limits);
          const plain = await source.readFiles(paths, ...limits);
          expect([...read].map(wordsOf).toSorted()).toEqual([...plain].map(wordsOf).toSorted());
          expect(await ahead.readTexts(paths)).toEqual(await source.readTexts(paths));
        },
      ),
      { numRuns: 150 },
    );
  });
});
