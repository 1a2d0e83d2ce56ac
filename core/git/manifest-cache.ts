import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EntityKey, Kind } from '@souk/model/manifest/manifest.ts';
import { CachedManifest, CachedValues } from './cached-manifest.ts';
import type { Repository } from './repository.ts';

/** Raise with every change to how a text becomes a value. */
const FORMAT = 'souk manifest cache 2';

const LINE_END = 0x0a;

/** Blob id, kind, id and length in bytes of one value: its line in the table of contents. */
type ContentsLine = readonly [oid: string, kind: Kind, id: string, length: number];

/**
 * What the manifests of a repository parse to, by blob id. A blob never changes, so an entry is never stale;
 * the file is a convenience that can be deleted at any time, and one that is damaged counts as empty.
 *
 * The file holds a line with its format, a line with the table of contents, and the values as JSON, one
 * after the other. The values stay bytes until one is asked for, so that loading ten thousand takes
 * milliseconds.
 */
export class ManifestCache {
  readonly #entries = new Map<string, CachedManifest>();

  static async load(repository: Repository): Promise<ManifestCache> {
    const cache = new ManifestCache();
    const bytes = await readFile(cachePath(repository)).catch(() => undefined);
    if (bytes !== undefined) cache.#readAll(bytes);
    return cache;
  }

  get(oid: string): CachedManifest | undefined {
    return this.#entries.get(oid);
  }

  add(oid: string, key: EntityKey, value: unknown): CachedManifest {
    const bytes = Buffer.from(JSON.stringify(value));
    const entry = new CachedManifest(key, new CachedValues(bytes), 0, bytes.length);
    this.#entries.set(oid, entry);
    return entry;
  }

  /** Writes the entries of these blobs, forgetting all others. */
  async store(repository: Repository, oids: Iterable<string>): Promise<void> {
    const kept = [...new Set(oids)].flatMap((oid) => {
      const entry = this.#entries.get(oid);
      return entry === undefined ? [] : [{ oid, key: entry.key, bytes: entry.bytes() }];
    });
    const contents = kept.map(({ oid, key, bytes }): ContentsLine => [oid, key.kind, key.id, bytes.length]);
    const path = cachePath(repository);
    const draft = `${path}.${process.pid}`;
    await mkdir(dirname(path), { recursive: true });
    const head = Buffer.from(`${FORMAT}\n${JSON.stringify(contents)}\n`);
    await writeFile(draft, Buffer.concat([head, ...kept.map(({ bytes }) => bytes)]));
    await rename(draft, path);
  }

  #readAll(bytes: Buffer): void {
    const formatEnd = bytes.indexOf(LINE_END);
    if (bytes.toString('latin1', 0, Math.max(formatEnd, 0)) !== FORMAT) return;
    const contentsEnd = bytes.indexOf(LINE_END, formatEnd + 1);
    const contents = parseContents(bytes.toString('utf8', formatEnd + 1, contentsEnd));
    const length = contents.reduce((sum, line) => sum + line[3], 0);
    if (contentsEnd + 1 + length !== bytes.length) return;
    const values = new CachedValues(bytes);
    let start = contentsEnd + 1;
    for (const [oid, kind, id, size] of contents) {
      this.#entries.set(oid, new CachedManifest({ kind, id }, values, start, start + size));
      start += size;
    }
  }
}

function parseContents(json: string): readonly ContentsLine[] {
  try {
    const contents: unknown = JSON.parse(json);
    return Array.isArray(contents) && contents.every(Array.isArray)
      ? (contents as unknown as ContentsLine[])
      : [];
  } catch {
    return [];
  }
}

function cachePath(repository: Repository): string {
  return join(repository.gitDir, 'souk', 'manifests.cache');
}
