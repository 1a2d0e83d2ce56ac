import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fetchRef } from '@souk/git/fetch-ref.ts';
import { GitError } from '@souk/git/git-error.ts';
import { findCommit, type Repository } from '@souk/git/repository.ts';
import type { Clock } from '../clock.ts';
import { explainFailedFetch } from './explain-failed-fetch.ts';
import { type BranchTip, branchOf, type FollowedBranch, findFollowed } from './find-followed.ts';
import { type MirrorPlace, prepareMirror, repositoryOf, setAside } from './mirror-folder.ts';
import { readNote, writeNote } from './mirror-note.ts';
import { isSound, packIfDue, removeLocks } from './mirror-upkeep.ts';
import type { RepositoryAddress } from './repository-address.ts';
import { SourceError } from './source-error.ts';

export interface MirrorOptions {
  readonly address: RepositoryAddress;
  /** Branch to follow; the main line of the remote, as it was found first, when undefined. */
  readonly followed: FollowedBranch | undefined;
  /** Folder of the repository that the catalog is in, with a slash at the end; empty for its root. */
  readonly prefix: string;
  /** The repository is a folder here, and its objects are shared instead of sent. */
  readonly onThisMachine: boolean;
  /** Absolute path of a folder that is the mirror's alone. */
  readonly dir: string;
  readonly clock: Clock;
  readonly limits?: MirrorLimits;
}

export interface MirrorLimits {
  /** Milliseconds in which a remote must have said where its branch points. */
  readonly lookMs: number;
  /** Milliseconds in which everything must have come over. */
  readonly fetchMs: number;
  /** Seconds that a remote may send next to nothing. */
  readonly stallSeconds: number;
}

export interface GitMirror {
  /** Name of the branch, once it is known. */
  readonly branch: string | undefined;
  /**
   * Brings the branch over and gives its commit.
   * @throws {SourceError} whatever goes wrong; what the mirror held can still be read, unless it is `mirror-broken`
   * @throws {DataFolderError} `not-writable`
   */
  refresh(signal: AbortSignal): Promise<string>;
  /**
   * Reads commits that came over, whether or not the remote answers. A mirror that turns out to be damaged is set
   * aside, and the next refresh clones anew.
   * @throws {SourceError} `mirror-broken`
   */
  read<T>(work: (repository: Repository) => Promise<T>): Promise<T>;
}

const DEFAULT_LIMITS: MirrorLimits = { lookMs: 60_000, fetchMs: 15 * 60_000, stallSeconds: 60 };

/** Each move leaves some loose objects. */
const MOVES_BETWEEN_PACKING = 50;

/** Ref of the mirror that holds what is followed. */
const OWN_REF = 'refs/souk/followed';

/**
 * A mirror is a copy: one that a power cut damages is found out and made anew, so nothing waits for the disk. What a
 * pack lacks is added to it as it is: to compress a tree of ten thousand names once more costs more than it saves.
 */
const COPY_SETTINGS = { 'core.fsync': 'none', 'core.looseCompression': '0' };

/** What Git says when objects or refs of the mirror may not be as they should be. */
const SIGN_OF_DAMAGE =
  /corrupt|bad object|bad tree|unable to read|could not read|missing|broken|inflate|cannot lock ref|truncated|all necessary objects|not a git repository/i;

/** Opens a mirror of one branch of a repository, wherever that is. Nothing is looked at before the first `refresh`. */
export function openGitMirror(options: MirrorOptions): GitMirror {
  return new Mirror(options);
}

class Mirror implements GitMirror {
  readonly #options: MirrorOptions;
  readonly #place: MirrorPlace;
  readonly #repository: Repository;
  #followed: FollowedBranch | undefined;
  /** Whether this process has seen that the mirror is sound and knows what to follow. */
  #established = false;
  #commit: string | undefined;
  /** Since the mirror was packed. */
  #moves = 0;

  constructor(options: MirrorOptions) {
    const { address, followed, prefix, dir, onThisMachine } = options;
    this.#options = options;
    this.#followed = followed;
    this.#place = {
      dir,
      prefix,
      identity: JSON.stringify([address.shown, prefix, followed?.branch]),
      neighbour: onThisMachine ? address.remote : undefined,
    };
    this.#repository = repositoryOf(this.#place);
  }

  get branch(): string | undefined {
    return this.#followed?.branch;
  }

  async refresh(signal: AbortSignal): Promise<string> {
    try {
      const followed = this.#isThere() ? this.#followed : undefined;
      if (followed === undefined) return await this.#establish(signal);
      return await this.#fetchFollowed(followed, signal);
    } catch (error) {
      this.#established = false;
      if (!(error instanceof GitError) || error.code === 'git-missing') throw error;
      const broken = SIGN_OF_DAMAGE.test(error.message) ? await this.#setAsideIfDamaged() : undefined;
      throw broken ?? explainFailedFetch(error, this.#options.address);
    }
  }

  async read<T>(work: (repository: Repository) => Promise<T>): Promise<T> {
    try {
      return await work(this.#repository);
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      throw (await this.#setAsideIfDamaged()) ?? error;
    }
  }

  get #limits(): MirrorLimits {
    return this.#options.limits ?? DEFAULT_LIMITS;
  }

  /** Whether the mirror that this process has looked at is still in its place; costs next to nothing. */
  #isThere(): boolean {
    const { gitDir, dir } = this.#repository;
    if (!this.#established || !existsSync(dir)) return false;
    removeLocks(this.#repository);
    return ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(gitDir, name)));
  }

  async #fetchFollowed({ branch, refs: [ref = ''] }: FollowedBranch, signal: AbortSignal): Promise<string> {
    try {
      // Much to bring over takes longer: the next refresh looks first, and then has all the time it needs.
      return await this.#fetch(ref, this.#limits.lookMs, signal);
    } catch (error) {
      if (!(error instanceof GitError) || error.code !== 'unknown-revision') throw error;
      throw new SourceError('no-branch', `There is no branch "${branch}" in ${this.#options.address.shown}.`);
    }
  }

  /** Makes sure that the mirror is what it should be, and finds out what there is to follow. */
  async #establish(signal: AbortSignal): Promise<string> {
    await this.#prepare(signal);
    const [known, tip] = [await findCommit(this.#repository.dir, OWN_REF), await this.#look(signal)];
    const commit = tip.commit === known ? known : await this.#bringOver(tip, signal);
    this.#followed = tip.followed;
    this.#established = true;
    return commit;
  }

  async #prepare(signal: AbortSignal): Promise<void> {
    const { dir } = this.#place;
    await prepareMirror(this.#place, this.#options.clock.now(), signal);
    if (!existsSync(join(this.#repository.gitDir, 'shallow'))) return;
    rmSync(dir, { recursive: true, force: true });
    throw new GitError('cut-off', 'The copy was made from shallow history.');
  }

  async #look(signal: AbortSignal): Promise<BranchTip> {
    const { address } = this.#options;
    if (this.#followed === undefined) {
      const known = await readNote(this.#repository, 'branch');
      this.#followed = known === undefined ? undefined : branchOf(known);
    }
    const { lookMs, stallSeconds } = this.#limits;
    const how = { ...address, timeoutMs: lookMs, stallSeconds, signal };
    return findFollowed(this.#repository.dir, this.#followed, how);
  }

  async #bringOver({ followed, ref }: BranchTip, signal: AbortSignal): Promise<string> {
    const commit = await this.#fetch(ref, this.#limits.fetchMs, signal);
    // What the remote shows first may become another; what is followed does not.
    if (this.#followed === undefined) await writeNote(this.#repository, 'branch', followed.branch);
    return commit;
  }

  async #fetch(ref: string, timeoutMs: number, signal: AbortSignal): Promise<string> {
    const { remote, authorization, manner } = this.#options.address;
    const { stallSeconds } = this.#limits;
    const how = { remote, authorization, manner, stallSeconds, timeoutMs, signal };
    const commit = await fetchRef(this.#repository, { ...how, ref, into: OWN_REF, settings: COPY_SETTINGS });
    if (commit !== this.#commit) this.#moves++;
    this.#commit = commit;
    if (this.#moves >= MOVES_BETWEEN_PACKING) {
      this.#moves = 0;
      await packIfDue(this.#repository, signal);
    }
    return commit;
  }

  async #setAsideIfDamaged(): Promise<SourceError | undefined> {
    const { dir } = this.#place;
    const isThere = existsSync(this.#repository.dir);
    if (isThere && (await isSound(this.#repository))) return undefined;
    this.#established = false;
    if (isThere) setAside(dir, this.#options.clock.now());
    return new SourceError('mirror-broken', `The mirror ${dir} is damaged or gone, and is made anew.`);
  }
}
