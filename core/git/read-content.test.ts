import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBlobs } from './read-blobs.ts';
import { readDiskFile } from './read-disk.ts';
import { openRepository } from './repository.ts';
import { TemporaryRepository } from './testing/temporary-repository.ts';

const huge = 'x'.repeat(3_000_000);
let repository: TemporaryRepository;

beforeEach(() => {
  repository = new TemporaryRepository();
});

afterEach(() => repository[Symbol.dispose]());

describe('when the content of a file is read', () => {
  it('gives the size of a huge one, from Git and from disk, not the bytes', async () => {
    const oid = repository.gitWithInput(huge, 'hash-object', '-w', '--stdin');
    repository.write({ 'huge.yaml': huge });
    const tooLarge = { ok: false, reason: 'too-large', size: huge.length };
    expect((await readBlobs(await openRepository(repository.dir), [oid])).get(oid)).toEqual(tooLarge);
    expect(await readDiskFile(repository.dir, 'huge.yaml')).toEqual(tooLarge);
  });

  it('gives nothing for a link, a folder, a missing file and a missing object', async () => {
    const missing = { ok: false, reason: 'missing' };
    repository.write({ 'folder/file.yaml': 'a: 1\n' });
    symlinkSync('folder/file.yaml', join(repository.dir, 'link.yaml'));
    for (const path of ['link.yaml', 'folder', 'nowhere.yaml']) {
      expect(await readDiskFile(repository.dir, path), path).toEqual(missing);
    }
    const oid = '1234567890123456789012345678901234567890';
    expect((await readBlobs(await openRepository(repository.dir), [oid])).get(oid)).toEqual(missing);
  });

  it('gives each of many blobs its own bytes, empty and binary ones too', async () => {
    const texts = ['', 'a\n', 'b', '\0\n\n', 'kind: App\n', 'blob 5\nx'];
    const oids = texts.map((text) => repository.gitWithInput(text, 'hash-object', '-w', '--stdin'));
    const blobs = await readBlobs(await openRepository(repository.dir), oids);
    const read = oids.map((oid) => {
      const blob = blobs.get(oid);
      return blob?.ok ? new TextDecoder().decode(blob.bytes) : undefined;
    });
    expect(read).toEqual(texts);
  });
});
