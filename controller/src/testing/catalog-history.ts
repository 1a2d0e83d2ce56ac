import { createHash } from 'node:crypto';
import type { CatalogSnapshot, UnreadableFile } from '@souk/git/catalog-snapshot.ts';
import type { CommitAuthorship } from '@souk/git/walk-branch.ts';
import { Catalog, type CatalogRecord } from '@souk/model/catalog/catalog.ts';
import { createRoles } from '@souk/model/catalog/catalog-layout.ts';
import { explainRefusal } from '@souk/model/manifest/explain-refusal.ts';
import { checkManifest, readManifestBytes } from '@souk/model/manifest/parse-manifest.ts';
import type { CatalogSource, LastGood } from '../reconcile/catalog-source.ts';

/** The files of a catalog by path. */
export type Tree = Readonly<Record<string, string>>;

type Author = CommitAuthorship['author'];

const ADA: Author = { name: 'Ada', email: 'ada@example.com' };

/** A source whose commits are trees in memory, read by the real parser. The commit of a tree is its place: `c0`, `c1`. */
export class CatalogHistory implements CatalogSource {
  readonly kind = 'git';
  readonly branch = 'main';
  readonly #trees: Tree[] = [];
  readonly #authors: Author[] = [];
  failure: Error | undefined;
  /** What a change says of the policies beside the catalog. */
  policiesChanged = false;
  /** How often the whole catalog was read, and how often a change. */
  readonly reads = { whole: 0, changes: 0 };
  /** Bytes of files outside the catalog. */
  readonly files = new Map<string, Uint8Array>();

  /** Puts a commit on top; returns its id. */
  push(tree: Tree, author = ADA): string {
    this.#trees.push(tree);
    this.#authors.push(author);
    return `c${this.#trees.length - 1}`;
  }

  async fingerprint(): Promise<string> {
    if (this.failure !== undefined) throw this.failure;
    return `c${this.#trees.length - 1}`;
  }

  async read(commit: string): Promise<CatalogSnapshot> {
    this.reads.whole++;
    return readTree(this.#tree(commit), commit, undefined);
  }

  async readFile(_commit: string, path: string): Promise<Uint8Array | undefined> {
    return this.files.get(path);
  }

  standing() {
    return { reachable: this.failure === undefined };
  }

  readonly history = {
    readChanged: async (base: CatalogSnapshot, commit: string) => {
      this.reads.changes++;
      const before = this.#tree(base.commit ?? 'c0');
      const after = this.#tree(commit);
      const changedPaths = differences(before, after);
      const policiesChanged = this.policiesChanged;
      return { ...readTree(after, commit, { base, tree: before }), changedPaths, policiesChanged };
    },
    blobOf: async () => undefined,
    isAncestor: async (ancestor: string, commit: string) => indexOf(ancestor) <= indexOf(commit),
    walk: async (base: string | undefined, head: string) => {
      const first = base === undefined ? indexOf(head) : Math.min(indexOf(base) + 1, indexOf(head));
      const commits = Array.from({ length: indexOf(head) - first + 1 }, (_, i) => `c${indexOf(head) - i}`);
      const passed = base === undefined || base === head ? [] : commits.toReversed();
      return {
        commits,
        head: this.#authorshipOf(head),
        touched: new Map(
          passed.flatMap((commit) =>
            this.#pathsChangedIn(commit).map((path) => [path, this.#authorshipOf(commit)] as const),
          ),
        ),
        forward: base === undefined || indexOf(base) <= indexOf(head),
      };
    },
    lastGood: async (commit: string, path: string): Promise<LastGood | undefined> => {
      for (let i = indexOf(commit); i >= 0; i--) {
        const text = this.#trees[i]?.[path];
        if (text === undefined) return undefined;
        const good = readSound(text);
        if (good !== undefined) return { commit: `c${i}`, ...good };
      }
      return undefined;
    },
  };

  #pathsChangedIn(commit: string): string[] {
    const before = this.#trees[indexOf(commit) - 1] ?? {};
    return differences(before, this.#tree(commit));
  }

  #authorshipOf(commit: string): CommitAuthorship {
    return { commit, author: this.#authors[indexOf(commit)] ?? ADA, at: new Date('2026-11-22T08:00:00Z') };
  }

  #tree(commit: string): Tree {
    return this.#trees[indexOf(commit)] ?? {};
  }
}

function differences(before: Tree, after: Tree): string[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...paths].filter((path) => before[path] !== after[path]);
}

function indexOf(commit: string): number {
  return Number(commit.slice(1));
}

function readSound(text: string): Pick<LastGood, 'key' | 'manifest'> | undefined {
  const { key, value, problems } = readManifestBytes(Buffer.from(text));
  const { manifest } = problems.length === 0 ? checkManifest(value) : {};
  return key === undefined || manifest === undefined ? undefined : { key, manifest };
}

function readTree(
  tree: Tree,
  commit: string,
  earlier: { readonly base: CatalogSnapshot; readonly tree: Tree } | undefined,
): CatalogSnapshot {
  const paths = Object.keys(tree).sort();
  const files = new Map(
    paths.map((path) => [path, { path, type: 'file' as const, oid: oidOf(tree[path] ?? '') }]),
  );
  const roleOf = createRoles((path) => files.has(path));
  const known = new Map(earlier?.base.catalog.records.map((record) => [record.path, record]));
  const records: CatalogRecord[] = [];
  const unreadable: UnreadableFile[] = [];
  for (const path of paths) {
    if (roleOf(path).role !== 'manifest') continue;
    const same = earlier?.tree[path] === tree[path] ? known.get(path) : undefined;
    const record = same ?? readRecord(path, tree[path] ?? '');
    if (isRecord(record)) records.push(record);
    else unreadable.push(record);
  }
  const readTexts = async (wanted: readonly string[]) =>
    new Map(wanted.map((path) => [path, tree[path] ?? '']));
  return {
    commit,
    catalog: new Catalog(records, files),
    files,
    unreadable,
    readText: async (path) => tree[path] ?? '',
    readTexts,
    readFiles: async () => new Map(),
  };
}

function isRecord(file: CatalogRecord | UnreadableFile): file is CatalogRecord {
  return 'key' in file;
}

function readRecord(path: string, text: string): CatalogRecord | UnreadableFile {
  const { key, value, problems, refusal } = readManifestBytes(Buffer.from(text));
  if (refusal !== undefined) return { path, problems: explainRefusal(refusal) };
  if (key === undefined) return { path, problems };
  const checked = problems.length === 0 ? checkManifest(value) : { manifest: undefined, problems };
  const { manifest } = checked;
  return { key, path, manifest, problems: checked.problems, mentions: (id) => text.includes(id) };
}

function oidOf(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
