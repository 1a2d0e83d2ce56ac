import { setImmediate } from 'node:timers/promises';
import type { CatalogRecord } from '@souk/model/catalog/catalog.ts';
import { createRoles } from '@souk/model/catalog/catalog-layout.ts';
import { checkPath } from '@souk/model/catalog/check-path.ts';
import { type Problem, wholeFile } from '@souk/model/finding/draft-finding.ts';
import { tooLarge } from '@souk/model/manifest/decode-text.ts';
import { type ManifestValue, readManifestBytes } from '@souk/model/manifest/parse-manifest.ts';
import type { YamlRefusal } from '@souk/model/manifest/read-yaml.ts';
import { scanKey } from '@souk/model/manifest/scan-key.ts';
import type { UnreadableFile } from './catalog-snapshot.ts';
import { type ContentSource, readContents } from './content-source.ts';
import { LazyRecord, ScannedRecord, unsafeRecord } from './manifest-record.ts';
import type { Blob } from './read-blobs.ts';
import type { TreeFile } from './tree-file.ts';

/** So many are parsed before others have their turn: a catalog of 100,000 takes a while. */
const MOST_AT_ONCE = 500;

export interface ReadManifests {
  readonly records: readonly CatalogRecord[];
  readonly unreadable: readonly UnreadableFile[];
  /** How many files had to be parsed. */
  readonly parsed: number;
}

/**
 * Reads the manifests among some files of a tree.
 *
 * @param isFile whether a path exists in that tree
 * @param how `scan` looks for the key alone where that is certain, and parses what is asked for later
 */
export async function readManifests(
  files: readonly TreeFile[],
  isFile: (path: string) => boolean,
  source: ContentSource,
  how: 'parse' | 'scan' = 'parse',
): Promise<ReadManifests> {
  const records: CatalogRecord[] = [];
  const unreadable: UnreadableFile[] = [];
  const unread: TreeFile[] = [];
  const refused: { readonly path: string; readonly refusal: YamlRefusal }[] = [];
  const roleOf = createRoles(isFile);
  for (const file of files) {
    const odd = oddity(file);
    if (odd !== undefined) unreadable.push({ path: file.path, problems: [odd] });
    else if (roleOf(file.path).role === 'manifest') {
      const cached = file.oid === undefined || !('cache' in source) ? undefined : source.cache.get(file.oid);
      if (cached === undefined) unread.push(file);
      else records.push(new LazyRecord(file.path, cached));
    }
  }
  const contents = await readContents(unread, source);
  for (const [i, file] of unread.entries()) {
    if (i % MOST_AT_ONCE === MOST_AT_ONCE - 1) await setImmediate();
    const blob = contents.get(file.path);
    const scanned = how === 'scan' && blob?.ok ? scanRecord(file.path, blob.bytes) : undefined;
    if (scanned !== undefined) {
      records.push(scanned);
      continue;
    }
    const { key, value, problems, refusal } = readBlob(blob);
    if (refusal !== undefined) refused.push({ path: file.path, refusal });
    else if (key === undefined) unreadable.push({ path: file.path, problems });
    else if (problems.length > 0) records.push(unsafeRecord(file.path, key, problems));
    else if ('cache' in source && file.oid !== undefined)
      records.push(new LazyRecord(file.path, source.cache.add(file.oid, key, value)));
    else records.push(new LazyRecord(file.path, { key, value: () => value, mentions: () => true }));
  }
  return { records, unreadable: [...unreadable, ...(await explainAll(refused))], parsed: unread.length };
}

function scanRecord(path: string, { buffer, byteOffset, byteLength }: Uint8Array): CatalogRecord | undefined {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  const key = scanKey(bytes.toString());
  return key === undefined ? undefined : new ScannedRecord(path, key, bytes);
}

async function explainAll(
  refused: readonly { readonly path: string; readonly refusal: YamlRefusal }[],
): Promise<UnreadableFile[]> {
  if (refused.length === 0) return [];
  const { explainRefusal } = await import('@souk/model/manifest/explain-refusal.ts');
  return refused.map(({ path, refusal }) => ({ path, problems: explainRefusal(refusal) }));
}

function oddity(file: TreeFile): Problem | undefined {
  if (file.type === 'file') return checkPath(file.path);
  const what = file.type === 'symlink' ? 'a symbolic link' : 'a Git repository of its own';
  return {
    rule: 'file/not-regular',
    message: `This is ${what}; the catalog may hold plain files only.`,
    help: 'Replace it with a copy of the file.',
    place: wholeFile,
  };
}

function readBlob(blob: Blob | undefined): ManifestValue {
  if (blob?.ok) return readManifestBytes(blob.bytes);
  if (blob?.reason === 'too-large') return { problems: [tooLarge(blob.size)] };
  return {
    problems: [
      {
        rule: 'file/missing',
        message: 'The content of this file cannot be read.',
        help: 'Fetch the whole repository, or restore the file.',
        place: wholeFile,
      },
    ],
  };
}
