import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ExportError } from './export-target.ts';
import { diskFiles, openFolderTarget } from './folder-target.ts';

const roots: string[] = [];
const aRoot = (): string => {
  const root = mkdtempSync(join(tmpdir(), 'souk-export-'));
  roots.push(root);
  return root;
};
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
});
const bytes = (text: string) => new TextEncoder().encode(text);
const failing = (code: string, path = '') =>
  Object.assign(new Error(`${code}: ${path}`), { code }) as NodeJS.ErrnoException;

describe('when a file is put into a folder', () => {
  it('is there with all its bytes, and nothing else is', async () => {
    const root = join(aRoot(), 'billing');
    const target = openFolderTarget(root);
    expect(await target.put('2026-11/a.csv', bytes('one'), 'text/csv')).toBe('written');
    expect(readdirSync(join(root, '2026-11'))).toEqual(['a.csv']);
    expect(readFileSync(join(root, '2026-11/a.csv'), 'utf8')).toBe('one');
  });

  it('never changes what is there', async () => {
    const root = aRoot();
    const target = openFolderTarget(root);
    await target.put('a.csv', bytes('one'), 'text/csv');
    const before = statSync(join(root, 'a.csv'));
    expect(await target.put('a.csv', bytes('one'), 'text/csv')).toBe('same');
    expect(await target.put('a.csv', bytes('two'), 'text/csv')).toBe('taken');
    expect(readFileSync(join(root, 'a.csv'), 'utf8')).toBe('one');
    expect(statSync(join(root, 'a.csv')).ino).toBe(before.ino);
  });

  it('clears away what was left behind by a process that was killed', async () => {
    const root = aRoot();
    writeFileSync(join(root, '.a.csv.0b7e.part'), 'on');
    writeFileSync(join(root, '.b.csv.0b7e.part'), 'of another');
    await openFolderTarget(root).put('a.csv', bytes('one'), 'text/csv');
    expect(readdirSync(root).toSorted()).toEqual(['.b.csv.0b7e.part', 'a.csv']);
  });

  it.each([
    ['ENOSPC', 'there is no space left (ENOSPC)'],
    ['EROFS', 'the controller may not write there (EROFS)'],
    ['EACCES', 'the controller may not write there (EACCES)'],
    ['EIO', 'EIO'],
  ])('leaves nothing when writing fails with %s, and says so', async (code, words) => {
    const root = aRoot();
    const target = openFolderTarget(root, {
      ...diskFiles,
      // As a full disk does it: the beginning is written.
      writeNew: async (path) => {
        await writeFile(path, 'o');
        throw failing(code, path);
      },
    });
    await expect(target.put('2026-11/a.csv', bytes('one'), 'text/csv')).rejects.toThrow(
      new ExportError(`2026-11/a.csv could not be written to ${root}: ${words}.`),
    );
    expect(readdirSync(join(root, '2026-11'))).toEqual([]);
  });

  it.each(['EPERM', 'ENOTSUP'])(
    'works where there are no links (%s), and changes nothing there either',
    async (code) => {
      const root = aRoot();
      const target = openFolderTarget(root, {
        ...diskFiles,
        link: async (path) => {
          throw failing(code, path);
        },
      });
      expect(await target.put('a.csv', bytes('one'), 'text/csv')).toBe('written');
      expect(await target.put('a.csv', bytes('two'), 'text/csv')).toBe('taken');
      expect(readdirSync(root)).toEqual(['a.csv']);
      expect(readFileSync(join(root, 'a.csv'), 'utf8')).toBe('one');
    },
  );

  it('says that something that is no folder is in the way', async () => {
    const root = aRoot();
    writeFileSync(join(root, '2026-11'), '');
    await expect(openFolderTarget(root).put('2026-11/a.csv', bytes('one'), 'text/csv')).rejects.toThrow(
      /could not be written to .*: (EEXIST|something that is no folder is in the way)/,
    );
  });

  it.skipIf(process.getuid?.() === 0)('says that it may not write', async () => {
    const root = aRoot();
    mkdirSync(join(root, '2026-11'), { mode: 0o555 });
    await expect(openFolderTarget(root).put('2026-11/a.csv', bytes('one'), 'text/csv')).rejects.toThrow(
      /the controller may not write there/,
    );
  });
});
