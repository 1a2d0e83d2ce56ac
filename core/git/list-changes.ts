import { catalogRoots } from '@souk/model/catalog/catalog-layout.ts';
import type { Repository } from './repository.ts';
import { runGitListing } from './run-git.ts';
import { type TreeFile, typeOfMode } from './tree-file.ts';

/** A path whose content differs between two trees; `file` is absent where it was deleted. */
export interface ChangedPath {
  readonly path: string;
  readonly file?: TreeFile;
}

/**
 * Paths that differ between two commits.
 *
 * @param roots folders and files that are looked at; those of the catalog by default
 */
export async function listChangesBetween(
  repository: Repository,
  base: string,
  head: string,
  roots: readonly string[] = catalogRoots,
): Promise<ChangedPath[]> {
  const output = await runGitListing(repository.dir, [
    'diff-tree',
    '-r',
    '-z',
    '--raw',
    '--no-renames',
    '--relative',
    '--no-commit-id',
    base,
    head,
    '--',
    ...roots,
  ]);
  return parseRawDiff(output);
}

/** A path that differs between two commits, and in which of them it is. */
export interface DifferingPath {
  readonly path: string;
  readonly inBase: boolean;
  readonly inHead: boolean;
}

/** All paths that differ between two commits, those outside the catalog too. */
export async function listAllPathsBetween(
  repository: Repository,
  base: string,
  head: string,
): Promise<DifferingPath[]> {
  const how = ['-r', '-z', '--name-status', '--no-renames', '--no-relative', '--no-commit-id'];
  const parts = splitNul(await runGitListing(repository.dir, ['diff-tree', ...how, base, head]));
  return Array.from({ length: Math.floor(parts.length / 2) }, (_, i) => ({
    path: parts[i * 2 + 1] ?? '',
    inBase: parts[i * 2] !== 'A',
    inHead: parts[i * 2] !== 'D',
  }));
}

/** Paths of the catalog that differ between a commit and the working tree, untracked files included. */
export async function listWorkTreeChanges(repository: Repository, base: string): Promise<ChangedPath[]> {
  return (await Promise.all([listTrackedChanges(repository, base), listUntracked(repository.dir)])).flat();
}

/** Paths that Git knows and that differ between a commit and the working tree. */
export async function listTrackedChanges(repository: Repository, base: string): Promise<ChangedPath[]> {
  const output = await runGitListing(repository.dir, [
    'diff',
    '-z',
    '--raw',
    '--no-abbrev',
    '--no-renames',
    '--no-ext-diff',
    '--relative',
    base,
    '--',
    ...catalogRoots,
  ]);
  return parseRawDiff(output);
}

/** Every file that Git knows in the working tree, to be looked at on disk. */
export async function listTracked(repository: Repository): Promise<ChangedPath[]> {
  const output = await runGitListing(repository.dir, ['ls-files', '-z', '--cached', '--', ...catalogRoots]);
  return splitNul(output).map((path) => ({ path, file: { path, type: 'file' } }));
}

/** Files of the working tree that Git neither knows nor ignores. */
export async function listUntracked(dir: string): Promise<ChangedPath[]> {
  const output = await runGitListing(dir, [
    'ls-files',
    '-z',
    '--others',
    '--exclude-standard',
    '--',
    ...catalogRoots,
  ]);
  return splitNul(output).map((name) => {
    // Git lists a nested repository as a folder, with a slash at the end.
    const path = name.replace(/\/$/, '');
    return { path, file: { path, type: path === name ? 'file' : 'submodule' } };
  });
}

/** Reads `:<mode> <mode> <oid> <oid> <status>` NUL `<path>` NUL. An oid of zeros means: see the disk. */
function parseRawDiff(output: string): ChangedPath[] {
  const parts = splitNul(output);
  const changes: ChangedPath[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [, mode = '', , oid = '', status = ''] = (parts[i] ?? '').split(' ');
    const path = parts[i + 1] ?? '';
    if (status.startsWith('D')) changes.push({ path });
    else changes.push({ path, file: { path, type: typeOfMode(mode), ...(/^0+$/.test(oid) ? {} : { oid }) } });
  }
  return changes;
}

function splitNul(output: string): string[] {
  return output.split('\0').filter((part) => part !== '');
}
