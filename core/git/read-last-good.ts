import type { EntityKey, Manifest } from '@souk/model/manifest/manifest.ts';
import { checkManifest, readManifestBytes } from '@souk/model/manifest/parse-manifest.ts';
import { GitError } from './git-error.ts';
import { readBlobs } from './read-blobs.ts';
import type { Repository } from './repository.ts';
import { runGitListing } from './run-git.ts';
import { typeOfMode } from './tree-file.ts';

/** A version of a manifest that can be used. */
export interface GoodVersion {
  readonly commit: string;
  /** Where the file was at that commit. */
  readonly path: string;
  /** Id of its blob. */
  readonly oid: string;
  readonly key: EntityKey;
  readonly manifest: Manifest;
}

/** How many versions of the file are looked at. Nearly always the one before the newest will do, and is found sooner. */
const VERSIONS = [2, 50] as const;

/**
 * The newest version of a file, at a commit or below it on the same branch, that is a sound manifest; undefined where
 * none of the last fifty is. Moves are followed; a deletion is the end. It depends on nothing but history, so everybody who asks gets the same.
 *
 * @param since commit at which the search ends, itself left out
 * @throws {GitError}
 */
export async function readLastGood(
  repository: Repository,
  commit: string,
  path: string,
  { since }: { readonly since?: string } = {},
): Promise<GoodVersion | undefined> {
  const range = since === undefined ? commit : `${since}..${commit}`;
  for (const most of VERSIONS) {
    const versions = await listVersions(repository, range, path, most);
    const good = await findSound(repository, versions);
    if (good !== undefined) return good;
  }
  return undefined;
}

async function findSound(
  repository: Repository,
  versions: readonly FileVersion[],
): Promise<GoodVersion | undefined> {
  const blobs = await readBlobs(repository, [...new Set(versions.map(({ oid }) => oid))]);
  for (const version of versions) {
    const blob = blobs.get(version.oid);
    if (blob?.ok === false && blob.reason === 'missing')
      throw new GitError('command-failed', `The content of ${version.path} at ${version.commit} is missing.`);
    const good = blob?.ok ? readSound(blob.bytes) : undefined;
    if (good !== undefined) return { ...version, ...good };
  }
  return undefined;
}

function readSound(bytes: Uint8Array): { key: EntityKey; manifest: Manifest } | undefined {
  const { key, value, problems } = readManifestBytes(bytes);
  if (key === undefined || problems.length > 0) return undefined;
  const { manifest } = checkManifest(value);
  return manifest === undefined ? undefined : { key, manifest };
}

interface FileVersion {
  readonly commit: string;
  readonly path: string;
  readonly oid: string;
}

async function listVersions(
  { dir }: Repository,
  range: string,
  path: string,
  most: number,
): Promise<FileVersion[]> {
  const output = await runGitListing(dir, [
    'log',
    '-z',
    '--follow',
    '--first-parent',
    '--diff-merges=first-parent',
    '--raw',
    '--no-abbrev',
    '--relative',
    '--no-show-signature',
    `--max-count=${most}`,
    '--format=%x01%H',
    range,
    '--',
    // A name such as `a*` is no pattern.
    `:(literal)${path}`,
  ]);
  return parseVersions(output);
}

/** Reads of each commit `\u0001<id>` and `:<mode> <mode> <oid> <oid> <status>`, and one path or, of a move, two. */
function parseVersions(output: string): FileVersion[] {
  const versions: FileVersion[] = [];
  const parts = output.split('\0').map((part) => part.replace(/^\n/, ''));
  let commit = '';
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] ?? '';
    if (part.startsWith('\u0001')) commit = part.slice(1);
    if (!part.startsWith(':')) continue;
    const [, mode = '', , oid = '', status = ''] = part.split(' ');
    if (status.startsWith('D')) break;
    const path = parts[i + (/^[RC]/.test(status) ? 2 : 1)] ?? '';
    if (typeOfMode(mode) === 'file') versions.push({ commit, path, oid });
  }
  return versions;
}
