import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { GitError } from '@souk/git/git-error.ts';
import type { Repository } from '@souk/git/repository.ts';
import { runGitRemote } from '@souk/git/run-git.ts';
import { DataFolderError } from '../data-folder/data-folder-error.ts';
import { makeFolder } from '../data-folder/make-folder.ts';
import { readNote, writeNote } from './mirror-note.ts';
import { removeLocks } from './mirror-upkeep.ts';

/** Folder of a mirror and what is mirrored there. */
export interface MirrorPlace {
  /** Absolute path; nothing else is kept in it. */
  readonly dir: string;
  /** Folder of the repository that the catalog is in, with a slash at the end; empty for its root. */
  readonly prefix: string;
  /** Names what is mirrored; a folder that holds something else is begun anew. */
  readonly identity: string;
  /** Path of a repository on this machine whose objects can be shared instead of sent. */
  readonly neighbour: string | undefined;
}

/** How long Git may take to copy a repository of this machine. */
const CREATION_MS = 15 * 60 * 1_000;

/**
 * The repository of a mirror, whether or not it exists yet. It is bare, except that a catalog below the root of its
 * repository needs a folder to stand in for that place; nothing is ever checked out there.
 */
export function repositoryOf({ dir, prefix }: MirrorPlace): Repository {
  return prefix === ''
    ? { dir, gitDir: dir, prefix }
    : { dir: join(dir, prefix), gitDir: join(dir, '.git'), prefix };
}

/**
 * Makes the mirror when it is not there, is of something else or is no repository any more.
 *
 * @throws {DataFolderError} `not-writable`
 * @throws {GitError} when a repository on this machine can't be copied
 */
export async function prepareMirror(place: MirrorPlace, now: Date, signal: AbortSignal): Promise<void> {
  const { dir, identity } = place;
  const repository = repositoryOf(place);
  if (existsSync(repository.dir)) {
    removeLocks(repository);
    const found = await readNote(repository, 'mirror').catch(damagedAsUndefined);
    if (found === identity) return;
    if (found === undefined && existsSync(repository.gitDir)) setAside(dir, now);
  }
  rmSync(dir, { recursive: true, force: true });
  makeParent(dir);
  await runGitRemote(dirname(dir), creationOf(place), { settings: {}, timeoutMs: CREATION_MS, signal });
  makeFolder(repository.dir);
  // Last of all: a mirror without it was never finished.
  await writeNote(repository, 'mirror', identity);
}

/** Objects on this machine are linked, which takes no time; but not again once that gave a broken mirror. */
function creationOf({ dir, prefix, neighbour }: MirrorPlace): string[] {
  const nothingOut = prefix === '' ? '--bare' : '--no-checkout';
  const ending = ['--quiet', '--template=', '--end-of-options'];
  if (neighbour !== undefined && brokenMirrors(dir).length === 0)
    return ['clone', '--local', '--dissociate', '--no-tags', nothingOut, ...ending, neighbour, dir];
  return ['init', ...(prefix === '' ? ['--bare'] : []), ...ending, dir];
}

function makeParent(dir: string): void {
  try {
    makeFolder(dirname(dir));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataFolderError('not-writable', `The mirror ${dir} can't be written: ${reason}.`, { cause });
  }
}

function damagedAsUndefined(error: unknown): undefined {
  if (error instanceof GitError && error.code !== 'git-missing') return undefined;
  throw error;
}

/** Puts a mirror out of the way, in place of one that was put there before. */
export function setAside(dir: string, now: Date): void {
  for (const broken of brokenMirrors(dir)) rmSync(broken, { recursive: true, force: true });
  renameSync(dir, `${dir}.broken-${now.toISOString().replaceAll(/[:.]/g, '-')}`);
}

function brokenMirrors(dir: string): string[] {
  const above = dirname(dir);
  if (!existsSync(above)) return [];
  const start = `${basename(dir)}.broken-`;
  return readdirSync(above)
    .filter((name) => name.startsWith(start))
    .map((name) => join(above, name));
}
