import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TemporaryRepository } from '@souk/git/testing/temporary-repository.ts';
import { parseRepositoryAddress } from '../../../source/repository-address.ts';
import { FakeClock } from '../../../testing/fake-clock.ts';
import type { Driver } from '../../driver.ts';
import { someSettings } from '../../kubernetes-objects/testing/object-settings.ts';
import type { CrashPoint } from '../../testing/crash-point.ts';
import type { EnvironmentRepository } from '../environment-repository.ts';
import { openEnvironmentRepository, PROPOSAL_PREFIX } from '../git-environment-repository.ts';
import { openGitopsDriver } from '../gitops-driver.ts';
import type { GitopsPorts, PullProposal } from '../gitops-ports.ts';

const calm: CrashPoint = { reach: () => {} };

/** A bare repository as a server has it, with people who clone, push and merge. */
export class EnvironmentWorld implements Disposable {
  readonly remote = new TemporaryRepository();
  readonly proposed: PullProposal[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'souk-gitops-'));
  #count = 0;

  constructor({ empty = false } = {}) {
    if (!empty) this.remote.commit({ 'README.md': 'What runs where.\n' });
    // Nothing is checked out, as in a bare one; what people do there is done in clones.
    this.remote.git('config', 'core.bare', 'true');
  }

  repository(branch = 'main', remote = this.remote.dir): EnvironmentRepository {
    this.#count += 1;
    const tokens = { repoToken: undefined, githubToken: undefined, githubApiUrl: 'https://api.github.com' };
    return openEnvironmentRepository({
      address: parseRepositoryAddress(remote, tokens),
      branch,
      dir: join(this.#folder, String(this.#count)),
      clock: new FakeClock(),
      author: { name: 'Souk', email: 'souk@example.com' },
      timeoutMs: 20_000,
    });
  }

  open(parts: Partial<GitopsPorts> = {}, crash = calm): Driver {
    const repository = breakable(parts.repository ?? this.repository(), crash);
    return openGitopsDriver({ branch: 'main', objects: someSettings(), ...parts, repository });
  }

  /** Opens pull requests that a robot merges at once. */
  merging(crash = calm): Pick<GitopsPorts, 'proposePull'> {
    return {
      proposePull: async (proposal) => {
        crash.reach();
        this.proposed.push(proposal);
        this.merge(proposal.branch);
        crash.reach();
        return { url: `https://git.example.com/pull/${this.proposed.length}` };
      },
    };
  }

  /** Opens pull requests that wait for somebody. */
  waiting(): Pick<GitopsPorts, 'proposePull'> {
    return {
      proposePull: async (proposal) => {
        this.proposed.push(proposal);
        return { url: 'https://git.example.com/pull/7' };
      },
    };
  }

  merge(branch: string): void {
    const { remote } = this;
    const tree = remote.git('merge-tree', '--write-tree', 'main', branch).split('\n')[0] ?? '';
    const merged = remote.git('commit-tree', tree, '-p', 'main', '-p', branch, '-m', `Merge ${branch}`);
    remote.git('update-ref', 'refs/heads/main', merged);
  }

  /** Somebody edits files of the branch; undefined takes one away. */
  edit(files: Readonly<Record<string, string | undefined>>): void {
    using clone = new TemporaryRepository();
    clone.git('pull', '--quiet', this.remote.dir, 'main');
    for (const [path, text] of Object.entries(files))
      if (text === undefined) clone.remove(path);
      else clone.write({ [path]: text });
    clone.commit();
    clone.git('push', '--quiet', this.remote.dir, 'HEAD:main');
  }

  /** Texts by path, as a branch has them now; nothing where there is no such branch. */
  files(branch = 'main'): Record<string, string> {
    if (this.remote.git('for-each-ref', `refs/heads/${branch}`) === '') return {};
    const paths = this.remote.git('ls-tree', '-r', '--name-only', branch).split('\n');
    return Object.fromEntries(
      paths.filter((path) => path !== '').map((path) => [path, this.remote.git('show', `${branch}:${path}`)]),
    );
  }

  /** Files of one installation, on the branch and as they are proposed. */
  inspect(id: string): string | undefined {
    const branch = `${PROPOSAL_PREFIX}${id}`;
    const own = (of: string) => this.#blobs(of).filter((line) => line.split('/')[3] === id);
    const found = [own('main'), own(branch)];
    const isThere = found.flat().length > 0 || this.log(branch).length > 0;
    return isThere ? JSON.stringify(found) : undefined;
  }

  /** What a branch has, each file as its id and its path. */
  #blobs(branch: string): string[] {
    if (this.remote.git('for-each-ref', `refs/heads/${branch}`) === '') return [];
    return this.remote.git('ls-tree', '-r', branch).split('\n');
  }

  /** Subjects of the commits of a branch, the newest first. */
  log(branch = 'main', format = '%s'): string[] {
    if (this.remote.git('for-each-ref', `refs/heads/${branch}`) === '') return [];
    return this.remote.git('log', '--first-parent', `--format=${format}`, branch).split('\n');
  }

  [Symbol.dispose](): void {
    this.remote[Symbol.dispose]();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function breakable(repository: EnvironmentRepository, crash: CrashPoint): EnvironmentRepository {
  const around = async <T>(work: () => Promise<T>): Promise<T> => {
    crash.reach();
    const result = await work();
    crash.reach();
    return result;
  };
  return {
    fetch: (signal) => around(() => repository.fetch(signal)),
    list: (commit) => repository.list(commit),
    read: (files) => repository.read(files),
    commit: (change) => around(() => repository.commit(change)),
    move: (branch, step, signal) => around(() => repository.move(branch, step, signal)),
    close: () => repository.close(),
  };
}
