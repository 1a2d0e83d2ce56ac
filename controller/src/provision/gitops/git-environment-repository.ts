import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { GitError } from '@souk/git/git-error.ts';
import { listFolders } from '@souk/git/list-commit.ts';
import { readBlobs } from '@souk/git/read-blobs.ts';
import { remoteSettings } from '@souk/git/remote-settings.ts';
import { openRepository, type Repository, resolveCommit } from '@souk/git/repository.ts';
import { runGit, runGitBinary, runGitRemote } from '@souk/git/run-git.ts';
import type { TreeFile } from '@souk/git/tree-file.ts';
import type { Clock } from '../../clock.ts';
import { explainFailedFetch } from '../../source/explain-failed-fetch.ts';
import type { RepositoryAddress } from '../../source/repository-address.ts';
import { DriverError } from '../driver.ts';
import { isLabel } from '../kubernetes-objects/object-name.ts';
import type { EnvironmentCommit, EnvironmentRepository, RemoteTips } from './environment-repository.ts';
import { ROOT } from './instance-folder.ts';
import { renderImport } from './render-import.ts';

export interface EnvironmentRepositoryOptions {
  readonly address: RepositoryAddress;
  /** Name of the branch that clusters follow. */
  readonly branch: string;
  /** Absolute path of a folder for this driver alone; what is in it is thrown away. */
  readonly dir: string;
  readonly clock: Clock;
  /** Whose commits they are. */
  readonly author: { readonly name: string; readonly email: string };
  /** Milliseconds that the remote may take for one answer. */
  readonly timeoutMs: number;
}

/** Branches that propose something begin with it; the id of the installation follows. */
export const PROPOSAL_PREFIX = 'souk/provision/';

const BASE = 'refs/souk/base';
const PROPOSALS = 'refs/souk/proposals/';
/** Bytes; what Souk writes is smaller. */
const LARGEST_FILE = 4 * 2 ** 20;

/** Somebody else was there first, or at the same time. */
const RACE =
  /\((stale info|fetch first|non-fast-forward|already exists|failed to update ref|incorrect old value provided|reference already exists)\)|cannot lock ref/;
const DECLINED = /\[remote rejected\].*\((?<why>.*)\)/;

/** Speaks to a remote by a bare repository of its own, which holds nothing that the remote does not have. */
export function openEnvironmentRepository(options: EnvironmentRepositoryOptions): EnvironmentRepository {
  return new GitEnvironmentRepository(options);
}

class GitEnvironmentRepository implements EnvironmentRepository {
  readonly #options: EnvironmentRepositoryOptions;
  #repository: Promise<Repository> | undefined;
  #count = 0;

  constructor(options: EnvironmentRepositoryOptions) {
    this.#options = options;
  }

  async fetch(signal: AbortSignal): Promise<RemoteTips> {
    return this.#told(async () => {
      const repository = await this.#prepare();
      const base = [`+refs/heads/${this.#options.branch}:${BASE}`];
      const proposals = [`+refs/heads/${PROPOSAL_PREFIX}*:${PROPOSALS}*`];
      if (await this.#bring(repository, [...base, ...proposals], signal)) return readTips(repository, true);
      // Git fails to fetch from what is empty.
      if (await this.#hasOnlyProposals(repository, signal)) await this.#bring(repository, proposals, signal);
      return readTips(repository, false);
    });
  }

  async list(commit: string) {
    return this.#told(async () => listFolders(await this.#prepare(), commit, [ROOT]));
  }

  async read(files: readonly TreeFile[]): Promise<ReadonlyMap<string, string>> {
    return this.#told(async () => {
      const oids = files.flatMap(({ oid, type }) => (type === 'file' && oid !== undefined ? [oid] : []));
      const blobs = await readBlobs(await this.#prepare(), [...new Set(oids)], LARGEST_FILE);
      return new Map(
        files.map(({ path, oid = '' }) => {
          const blob = blobs.get(oid);
          return [path, blob?.ok ? new TextDecoder().decode(blob.bytes) : ''];
        }),
      );
    });
  }

  async commit(change: EnvironmentCommit): Promise<string> {
    return this.#told(async () => {
      const { dir } = await this.#prepare();
      const { author, clock } = this.#options;
      // Git needs a name for it while it is written; afterwards the id is enough.
      const ref = `refs/souk/next/${randomUUID()}`;
      const commands = renderImport(change, { ref, author, at: clock.now() });
      await runGitBinary(dir, ['fast-import', '--quiet'], commands);
      try {
        return await resolveCommit(dir, ref);
      } finally {
        await runGitBinary(dir, ['update-ref', '-d', ref], '');
      }
    });
  }

  async move(
    branch: string,
    { from = '', to = '' }: { from?: string | undefined; to?: string | undefined },
    signal: AbortSignal,
  ): Promise<boolean> {
    const ref = `refs/heads/${branch}`;
    return this.#told(async () => {
      const repository = await this.#prepare();
      // The remote compares and moves in one step: whoever came in between is not written over.
      const push = ['push', '--quiet', `--force-with-lease=${ref}:${from}`];
      try {
        await this.#remote(repository, [...push, '--end-of-options'], [`${to}:${ref}`], signal);
        return true;
      } catch (error) {
        if (!(error instanceof GitError)) throw error;
        if (RACE.test(error.message)) return false;
        const why = DECLINED.exec(error.message)?.groups?.['why'];
        if (why === undefined) throw error;
        throw new DriverError(
          'conflict',
          `${this.#options.address.shown} does not let Souk change ${branch} (${why}): allow it, or have changes proposed by pull request.`,
        );
      }
    });
  }

  async close(): Promise<void> {
    await rm(this.#options.dir, { recursive: true, force: true });
  }

  /** @returns false when the remote has no such branch */
  async #bring(repository: Repository, refspecs: readonly string[], signal: AbortSignal): Promise<boolean> {
    const args = [
      ...['fetch', '--quiet', '--depth=1', '--prune', '--no-tags', '--no-recurse-submodules'],
      ...['--no-auto-maintenance', '--no-write-fetch-head', '--end-of-options'],
    ];
    try {
      await this.#remote(repository, args, refspecs, signal);
      return true;
    } catch (error) {
      if (error instanceof GitError && /couldn't find remote ref/.test(error.message)) return false;
      throw error;
    }
  }

  /**
   * A branch that is gone or misspelt must not look as if nothing had ever been installed.
   * @returns false when there are no branches at all
   */
  async #hasOnlyProposals(repository: Repository, signal: AbortSignal): Promise<boolean> {
    const { output } = await this.#remote(
      repository,
      ['ls-remote', '--heads', '--end-of-options'],
      [],
      signal,
    );
    const lines = output
      .toString()
      .split('\n')
      .filter((line) => line !== '');
    const { address, branch } = this.#options;
    if (lines.every((line) => line.includes(`\trefs/heads/${PROPOSAL_PREFIX}`))) return lines.length > 0;
    throw new DriverError(
      'conflict',
      `${address.shown} has branches, but none called ${JSON.stringify(branch)}: make it, or have Souk follow another.`,
    );
  }

  #remote(repository: Repository, args: readonly string[], refspecs: readonly string[], signal: AbortSignal) {
    const { address, timeoutMs } = this.#options;
    const { remote, authorization, manner } = address;
    const safe = ['-c', 'fetch.fsckObjects=true', '-c', 'core.hooksPath=/dev/null'];
    const command = [
      // Otherwise Git would search further up when the folder is damaged, and write to whatever it finds there.
      `--git-dir=${repository.gitDir}`,
      ...[...safe, '-c', 'protocol.ext.allow=never', ...args, remote, ...refspecs],
    ];
    const settings = { ...remoteSettings(authorization), ...manner?.settings };
    const environment = manner?.environment;
    return runGitRemote(repository.dir, command, { environment, settings, timeoutMs, signal });
  }

  /** A repository in which something went wrong may hold locks of what was ended: the next one is another. */
  #prepare(): Promise<Repository> {
    this.#repository ??= this.#make();
    return this.#repository;
  }

  async #make(): Promise<Repository> {
    if (this.#count === 0) await rm(this.#options.dir, { recursive: true, force: true });
    this.#count += 1;
    const dir = join(this.#options.dir, String(this.#count));
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await runGitBinary(dir, ['init', '--quiet', '--bare', '--template='], '');
    return openRepository(dir);
  }

  async #told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof DriverError) throw error;
      const broken = await this.#repository?.catch(() => undefined);
      this.#repository = undefined;
      if (broken !== undefined) await rm(broken.dir, { recursive: true, force: true }).catch(() => undefined);
      if (!(error instanceof GitError)) throw error;
      const { message } = explainFailedFetch(error, this.#options.address);
      throw new DriverError('unreachable', message, { cause: error });
    }
  }
}

async function readTips({ dir }: Repository, hasBase: boolean): Promise<RemoteTips> {
  const output = await runGit(dir, ['for-each-ref', '--format=%(objectname) %(refname)', BASE, PROPOSALS]);
  const tips = new Map(
    output.split('\n').flatMap((line): [string, string][] => {
      const [id = '', ref = ''] = line.split(' ');
      return ref === '' ? [] : [[ref, id]];
    }),
  );
  const proposals = [...tips].flatMap(([ref, commit]): [string, string][] => {
    const id = ref.startsWith(PROPOSALS) ? ref.slice(PROPOSALS.length) : '';
    return isLabel(id) ? [[id, commit]] : [];
  });
  return { base: hasBase ? tips.get(BASE) : undefined, proposals: new Map(proposals) };
}
