import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EntityKey, Kind } from '@souk/model/manifest/manifest.ts';
import type { Repository } from './repository.ts';

/** Raise with every change to how a text becomes a value. */
const FORMAT = 'souk manifest cache 1';

/** A manifest that was read before: its identity, and the JSON of its value. */
export interface CachedManifest {
  readonly key: EntityKey;
  value(): unknown;
  mentions(id: string): boolean;
}

/**
 * What the manifests of a repository parse to, by blob id. A blob never changes, so an entry is never stale;
 * the file is a convenience that can be deleted at any time, and one that is damaged counts as empty.
 *
 * One line a manifest: blob id, kind, id and the value as JSON, between tabs. The lines stay bytes until a
 * manifest is asked for, so that loading ten thousand takes milliseconds.
 */
export class ManifestCache {
  readonly #entries = new Map<string, CachedManifest>();
  readonly #lines = new Map<string, Buffer>();

  static async load(repository: Repository): Promise<ManifestCache> {
    const cache = new ManifestCache();
    const bytes = await readFile(cachePath(repository)).catch(() => undefined);
    if (bytes !== undefined) cache.#read(bytes);
    return cache;
  }

  get(oid: string): CachedManifest | undefined {
    return this.#entries.get(oid);
  }

  add(oid: string, key: EntityKey, value: unknown): void {
    const line = Buffer.from(`${oid}\t${key.kind}\t${key.id}\t${JSON.stringify(value)}\n`);
    this.#addLine(line, 0, line.length - 1);
  }

  /** Writes the entries of these blobs, forgetting all others. */
  async store(repository: Repository, oids: Iterable<string>): Promise<void> {
    const kept = [...oids].flatMap((oid) => this.#lines.get(oid) ?? []);
    const path = cachePath(repository);
    const draft = `${path}.${process.pid}`;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, Buffer.concat([Buffer.from(`${FORMAT}\n`), ...kept]));
    await rename(draft, path);
  }

  #read(bytes: Buffer): void {
    const headerEnd = bytes.indexOf(0x0a);
    if (bytes.toString('latin1', 0, Math.max(headerEnd, 0)) !== FORMAT) return;
    for (let start = headerEnd + 1, end = bytes.indexOf(0x0a, start); end !== -1; start = end + 1, end = bytes.indexOf(0x0a, start)) {
      this.#addLine(bytes, start, end);
    }
  }

  #addLine(bytes: Buffer, start: number, end: number): void {
    const afterOid = bytes.indexOf(0x09, start);
    const afterKind = bytes.indexOf(0x09, afterOid + 1);
    const afterId = bytes.indexOf(0x09, afterKind + 1);
    if (afterOid === -1 || afterKind === -1 || afterId === -1 || afterId > end) return;
    const oid = bytes.toString('latin1', start, afterOid);
    const json = bytes.subarray(afterId + 1, end);
    this.#lines.set(oid, bytes.subarray(start, end + 1));
    this.#entries.set(oid, {
      key: { kind: bytes.toString('latin1', afterOid + 1, afterKind) as Kind, id: bytes.toString('latin1', afterKind + 1, afterId) },
      value: () => JSON.parse(json.toString()),
      mentions: (id) => json.includes(`"${id}"`) || json.includes(`/${id}"`),
    });
  }
}

function cachePath(repository: Repository): string {
  return join(repository.gitDir, 'souk', 'manifests.cache');
}
