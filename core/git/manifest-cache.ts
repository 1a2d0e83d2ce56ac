import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EntityKey, Kind } from '@souk/model/manifest/manifest.ts';
import type { Repository } from './repository.ts';

/** Raise with every change to how a text becomes a value. */
const FORMAT = 'souk manifest cache 1';

const TAB = 0x09;
const LINE_END = 0x0a;

/**
 * What the manifests of a repository parse to, by blob id. A blob never changes, so an entry is never stale;
 * the file is a convenience that can be deleted at any time, and one that is damaged counts as empty.
 *
 * One line a manifest: blob id, kind, id and the value as JSON, between tabs. The lines stay bytes until a
 * manifest is asked for, so that loading ten thousand takes milliseconds.
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
    const line = Buffer.from(`${oid}\t${key.kind}\t${key.id}\t${JSON.stringify(value)}\n`);
    const entry = readLine(new Lines(line), 0, line.length - 1);
    if (entry === undefined) throw new Error(`no cache line can be made of ${key.kind} ${key.id}`);
    this.#entries.set(oid, entry);
    return entry;
  }

  /** Writes the entries of these blobs, forgetting all others. */
  async store(repository: Repository, oids: Iterable<string>): Promise<void> {
    const kept = [...oids].flatMap((oid) => this.#entries.get(oid)?.line() ?? []);
    const path = cachePath(repository);
    const draft = `${path}.${process.pid}`;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, Buffer.concat([Buffer.from(`${FORMAT}\n`), ...kept]));
    await rename(draft, path);
  }

  #readAll(bytes: Buffer): void {
    const headerEnd = bytes.indexOf(LINE_END);
    if (bytes.toString('latin1', 0, Math.max(headerEnd, 0)) !== FORMAT) return;
    const lines = new Lines(bytes);
    for (
      let start = headerEnd + 1, end = bytes.indexOf(LINE_END, start);
      end !== -1;
      start = end + 1, end = bytes.indexOf(LINE_END, start)
    ) {
      const entry = readLine(lines, start, end);
      if (entry !== undefined) this.#entries.set(entry.oid, entry);
    }
  }
}

/** A manifest that was read before: its identity, and the JSON of its value within the bytes of the cache. */
export class CachedManifest {
  readonly oid: string;
  readonly key: EntityKey;
  readonly #lines: Lines;
  readonly #start: number;
  readonly #jsonStart: number;
  readonly #end: number;

  constructor(
    lines: Lines,
    oid: string,
    key: EntityKey,
    bounds: { start: number; jsonStart: number; end: number },
  ) {
    this.oid = oid;
    this.key = key;
    this.#lines = lines;
    this.#start = bounds.start;
    this.#jsonStart = bounds.jsonStart;
    this.#end = bounds.end;
  }

  value(): unknown {
    return JSON.parse(this.#lines.bytes.toString('utf8', this.#jsonStart, this.#end));
  }

  /** Whether the id stands in the value as a text of its own, or at the end of `Kind/id`. */
  mentions(id: string): boolean {
    return this.#lines.mentions(id, this.#jsonStart, this.#end);
  }

  line(): Buffer {
    return this.#lines.bytes.subarray(this.#start, this.#end + 1);
  }
}

/** The bytes of many lines, searched as a whole: once for each id, not once for each line and id. */
class Lines {
  readonly bytes: Buffer;
  readonly #places = new Map<string, number[]>();

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  mentions(id: string, from: number, to: number): boolean {
    const places = this.#placesOf(id);
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((places[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    return (places[low] ?? Number.POSITIVE_INFINITY) < to;
  }

  #placesOf(id: string): number[] {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    const places: number[] = [];
    const needle = `${id}"`;
    for (let at = this.bytes.indexOf(needle); at !== -1; at = this.bytes.indexOf(needle, at + 1)) {
      const before = this.bytes[at - 1];
      if (before === 0x22 || before === 0x2f) places.push(at);
    }
    this.#places.set(id, places);
    return places;
  }
}

function readLine(lines: Lines, start: number, end: number): CachedManifest | undefined {
  const { bytes } = lines;
  const afterOid = bytes.indexOf(TAB, start);
  const afterKind = bytes.indexOf(TAB, afterOid + 1);
  const afterId = bytes.indexOf(TAB, afterKind + 1);
  if (afterOid === -1 || afterKind === -1 || afterId === -1 || afterId > end) return undefined;
  const key: EntityKey = {
    kind: bytes.toString('latin1', afterOid + 1, afterKind) as Kind,
    id: bytes.toString('latin1', afterKind + 1, afterId),
  };
  return new CachedManifest(lines, bytes.toString('latin1', start, afterOid), key, {
    start,
    jsonStart: afterId + 1,
    end,
  });
}

function cachePath(repository: Repository): string {
  return join(repository.gitDir, 'souk', 'manifests.cache');
}
