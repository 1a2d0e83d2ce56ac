import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EntityKey, Kind } from '@souk/model/manifest/manifest.ts';
import { CachedManifest, CachedValues } from './cached-manifest.ts';
import type { Repository } from './repository.ts';
import type { TreeFile, TreeListing } from './tree-file.ts';

/** Raise with every change to how a text becomes a value. */
const FORMAT = 'souk manifest cache 3';

const LINE_END = 0x0a;

/** A file of the remembered commit; with kind, id and length in bytes of its value where it is a manifest. */
type FileLine = readonly [
  path: string,
  type: TreeFile['type'],
  oid: string,
  kind?: Kind,
  id?: string,
  length?: number,
];

interface Contents {
  readonly commit: string;
  readonly prefix: string;
  readonly files: readonly FileLine[];
}

/** The files of a commit that was read before. */
export interface RememberedCommit {
  readonly listing: TreeListing;
  readonly manifests: readonly { readonly path: string; readonly cached: CachedManifest }[];
  /** Files that are no manifest, or none that could be read. */
  readonly others: readonly TreeFile[];
}

/**
 * What was read of a repository before: the files of one commit, and the value of each manifest by blob id.
 * Commits and blobs never change, so nothing here is ever stale; the file is a convenience that can be deleted
 * at any time, and one that is damaged counts as empty.
 *
 * The file holds a line with its format, a line with the table of contents, and the values as JSON, one
 * after the other. The values stay bytes until one is asked for, so that loading ten thousand takes
 * milliseconds.
 */
export class ManifestCache {
  readonly #entries = new Map<string, CachedManifest>();
  #remembered: (RememberedCommit & Pick<Contents, 'commit' | 'prefix'>) | undefined;

  static async load(repository: Repository): Promise<ManifestCache> {
    const cache = new ManifestCache();
    cache.#readAll(readAtOnce(cachePath(repository)));
    return cache;
  }

  get(oid: string): CachedManifest | undefined {
    return this.#entries.get(oid);
  }

  /** The files of a commit, when they are those that were remembered last. */
  recall({ prefix }: Repository, commit: string): RememberedCommit | undefined {
    const remembered = this.#remembered;
    return remembered?.commit === commit && remembered.prefix === prefix ? remembered : undefined;
  }

  add(oid: string, key: EntityKey, value: unknown): CachedManifest {
    const bytes = Buffer.from(JSON.stringify(value));
    // V8 takes an id for a part of the text that it was read from, and keeps all of that for it.
    const own: EntityKey = { ...key, id: Buffer.from(key.id).toString() };
    const entry = new CachedManifest(own, new CachedValues(bytes), 0, bytes.length);
    this.#entries.set(oid, entry);
    return entry;
  }

  /** Remembers a commit in place of the last one. */
  async store(repository: Repository, commit: string, listing: TreeListing): Promise<void> {
    const values: Buffer[] = [];
    const files = [...listing.values()].map(({ path, type, oid = '' }): FileLine => {
      const entry = type === 'file' ? this.#entries.get(oid) : undefined;
      if (entry === undefined) return [path, type, oid];
      const bytes = entry.bytes();
      values.push(bytes);
      return [path, type, oid, entry.key.kind, entry.key.id, bytes.length];
    });
    const contents: Contents = { commit, prefix: repository.prefix, files };
    const path = cachePath(repository);
    const draft = `${path}.${process.pid}`;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(
      draft,
      Buffer.concat([Buffer.from(`${FORMAT}\n${JSON.stringify(contents)}\n`), ...values]),
    );
    await rename(draft, path);
  }

  #readAll(bytes: Buffer): void {
    const formatEnd = bytes.indexOf(LINE_END);
    if (bytes.toString('latin1', 0, Math.max(formatEnd, 0)) !== FORMAT) return;
    const contentsEnd = bytes.indexOf(LINE_END, formatEnd + 1);
    const contents = parseContents(bytes.toString('utf8', formatEnd + 1, contentsEnd));
    const length = contents?.files.reduce((sum, line) => sum + (line[5] ?? 0), 0) ?? 0;
    if (contents === undefined || contentsEnd + 1 + length !== bytes.length) return;
    this.#index(contents, bytes.subarray(contentsEnd + 1));
  }

  #index({ commit, prefix, files }: Contents, bytes: Buffer): void {
    const listing = new Map<string, TreeFile>();
    const manifests: { path: string; cached: CachedManifest }[] = [];
    const others: TreeFile[] = [];
    let runStart = 0;
    for (const { lines, length } of runsOfOneKind(files)) {
      const values = new CachedValues(bytes.subarray(runStart, runStart + length));
      runStart += length;
      let start = 0;
      // By place: taking apart ten thousand lines, in code that has just begun to run, costs what reading them does.
      for (const line of lines) {
        const file: TreeFile = { path: line[0], type: line[1], oid: line[2] };
        listing.set(file.path, file);
        const kind = line[3];
        const id = line[4];
        const size = line[5];
        if (kind === undefined || id === undefined || size === undefined) {
          others.push(file);
          continue;
        }
        const cached = new CachedManifest({ kind, id }, values, start, start + size);
        this.#entries.set(line[2], cached);
        manifests.push({ path: file.path, cached });
        start += size;
      }
    }
    this.#remembered = { commit, prefix, listing, manifests, others };
  }
}

interface Run {
  kind: Kind | undefined;
  readonly lines: FileLine[];
  length: number;
}

/** Files side by side whose manifests are of one kind: who asks for the teams that name something reads no apps. */
function runsOfOneKind(files: readonly FileLine[]): Run[] {
  const runs: Run[] = [];
  let run: Run | undefined;
  for (const line of files) {
    const kind = line[3];
    if (run === undefined || (kind !== undefined && run.kind !== undefined && kind !== run.kind)) {
      run = { kind: undefined, lines: [], length: 0 };
      runs.push(run);
    }
    run.kind ??= kind;
    run.lines.push(line);
    run.length += line[5] ?? 0;
  }
  return runs;
}

function parseContents(json: string): Contents | undefined {
  try {
    const { commit, prefix, files }: Partial<Contents> = JSON.parse(json);
    if (typeof commit !== 'string' || typeof prefix !== 'string' || !Array.isArray(files)) return undefined;
    return files.every((line) => Array.isArray(line) && line.length >= 3)
      ? { commit, prefix, files }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Twenty megabytes at once take ten milliseconds; the asynchronous way, piece by piece, takes sixty. */
function readAtOnce(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

function cachePath(repository: Repository): string {
  return join(repository.gitDir, 'souk', 'manifests.cache');
}
