import type { Instance } from '@souk/model/installation/instance.ts';
import { type Driver, DriverError, type Observation } from '../driver.ts';
import { type ChangeText, commitMessage, describeApply, describeRemoval } from './commit-message.ts';
import type { RemoteTips } from './environment-repository.ts';
import { PROPOSAL_PREFIX } from './git-environment-repository.ts';
import type { GitopsPorts } from './gitops-ports.ts';
import { heldAt, idsAt } from './held-tree.ts';
import { checkSegment } from './instance-folder.ts';
import { orAborted } from './or-aborted.ts';
import { compareFiles, type HeldFiles, planFolder } from './plan-folder.ts';
import { renderFolder } from './render-folder.ts';
import { SharedRun } from './shared-run.ts';

/** So often others may push at the same moment before it is left to another time. */
const MOST_RACES = 8;

/** Writes instances into a repository that Argo CD, Flux or another follows. What it has made is what is in there. */
export function openGitopsDriver(ports: GitopsPorts): Driver {
  return new GitopsDriver(ports);
}

/** How the files of an installation are to be, and what is said of it. */
interface Wish {
  readonly id: string;
  readonly files: ReadonlyMap<string, string>;
  readonly describe: (held: HeldFiles, drift: readonly string[]) => ChangeText;
}

class GitopsDriver implements Driver {
  readonly name = 'gitops';
  readonly endsWithProcess = false;
  readonly #ports: GitopsPorts;
  readonly #closed = new AbortController();
  readonly #fetch: SharedRun<RemoteTips>;
  /** Changes of this process, one after the other: they would only come in each other's way. */
  #changing: Promise<unknown> = Promise.resolve();

  constructor(ports: GitopsPorts) {
    this.#ports = ports;
    this.#fetch = new SharedRun(() => ports.repository.fetch(this.#closed.signal));
  }

  apply(instance: Instance, signal: AbortSignal): Promise<void> {
    return this.#queue(signal, async () => {
      const files = renderFolder(instance, this.#ports.objects);
      await this.#bringAbout(
        { id: instance.id, files, describe: (held, drift) => describeApply(instance, held, drift) },
        signal,
      );
    });
  }

  remove(id: string, signal: AbortSignal): Promise<void> {
    return this.#queue(signal, async () => {
      checkSegment(id);
      const describe = (held: HeldFiles) => describeRemoval(id, held);
      const url = await this.#bringAbout({ id, files: new Map(), describe }, signal);
      if (url !== undefined)
        throw new DriverError('conflict', `It is gone as soon as the pull request ${url} is merged.`);
    });
  }

  async observe(instance: Instance, signal: AbortSignal): Promise<Observation> {
    const { repository, objects, readHealth } = this.#ports;
    const wanted = renderFolder(instance, objects);
    const { base, proposals } = await this.#tips(signal);
    const drift = compareFiles(await heldAt(repository, base, instance.id), wanted);
    if (drift.length > 0) {
      const proposal = proposals.get(instance.id);
      if (this.#ports.proposePull === undefined || proposal === undefined)
        return { health: 'unknown', drift };
      const proposed = compareFiles(await heldAt(repository, proposal, instance.id), wanted);
      const message = `It waits for the pull request of ${PROPOSAL_PREFIX}${instance.id} to be merged.`;
      return proposed.length > 0 ? { health: 'unknown', drift } : { health: 'unknown', message, drift: [] };
    }
    if (instance.suspended || readHealth === undefined) return { health: 'unknown', drift };
    return { ...(await readHealth(instance, signal)), drift };
  }

  async list(signal: AbortSignal): Promise<readonly string[]> {
    const { base, proposals } = await this.#tips(signal);
    const proposed = this.#ports.proposePull === undefined ? [] : proposals.keys();
    const held = await idsAt(this.#ports.repository, base);
    return [...new Set([...held, ...proposed])].toSorted();
  }

  async close(): Promise<void> {
    this.#closed.abort(new Error('The driver is closed.'));
    await this.#changing;
    await this.#ports.repository.close();
  }

  #tips(signal: AbortSignal): Promise<RemoteTips> {
    return orAborted(this.#fetch.run(), signal);
  }

  #queue<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const turn = this.#changing.then(() => {
      signal.throwIfAborted();
      return work();
    });
    this.#changing = turn.catch(() => undefined);
    return turn;
  }

  /** @returns the page of the pull request that has to be merged first; undefined when it is so already */
  async #bringAbout(wish: Wish, signal: AbortSignal): Promise<string | undefined> {
    for (let races = 0; races < MOST_RACES; races += 1) {
      const outcome =
        this.#ports.proposePull === undefined
          ? await this.#commit(wish, signal)
          : await this.#propose(wish, signal);
      if (outcome !== 'overtaken') return outcome.url;
    }
    throw new DriverError(
      'conflict',
      `Others have pushed to ${this.#ports.branch} at the same moment ${MOST_RACES} times; it is tried again.`,
    );
  }

  async #commit(wish: Wish, signal: AbortSignal): Promise<Outcome> {
    const { repository, branch } = this.#ports;
    const { base } = await this.#tips(signal);
    const made = await this.#makeCommit(wish, base);
    if (made === undefined) return DONE;
    return (await repository.move(branch, { from: base, to: made.commit }, signal)) ? DONE : 'overtaken';
  }

  async #propose(wish: Wish, signal: AbortSignal): Promise<Outcome> {
    const { repository, branch: target, proposePull } = this.#ports;
    const branch = `${PROPOSAL_PREFIX}${wish.id}`;
    const { base, proposals } = await this.#tips(signal);
    const proposal = proposals.get(wish.id);
    const made = await this.#makeCommit(wish, base);
    if (made === undefined || proposePull === undefined) return this.#withdraw(wish.id, proposal, signal);
    if (base === undefined)
      throw new DriverError('conflict', `There is no branch ${target} yet to propose anything for: make it.`);
    if (!(await this.#isProposed(wish, proposal))) {
      const step = { from: proposal, to: made.commit };
      if (!(await repository.move(branch, step, signal))) return 'overtaken';
    }
    const { url } = await proposePull({ branch, base: target, ...made.text }, signal);
    // It may have been merged at once.
    const after = await this.#tips(signal);
    const isThere = planFolder(await heldAt(repository, after.base, wish.id), wish.files) === undefined;
    return isThere ? this.#withdraw(wish.id, after.proposals.get(wish.id), signal) : { url };
  }

  async #isProposed({ id, files }: Wish, proposal: string | undefined): Promise<boolean> {
    if (proposal === undefined) return false;
    return compareFiles(await heldAt(this.#ports.repository, proposal, id), files).length === 0;
  }

  /** What is proposed is not wanted any more, or is there already. */
  async #withdraw(id: string, proposal: string | undefined, signal: AbortSignal): Promise<Outcome> {
    if (proposal === undefined) return DONE;
    const step = { from: proposal, to: undefined };
    const isGone = await this.#ports.repository.move(`${PROPOSAL_PREFIX}${id}`, step, signal);
    return isGone ? DONE : 'overtaken';
  }

  /** @returns undefined where nothing is to be changed */
  async #makeCommit({ id, files, describe }: Wish, parent: string | undefined) {
    const { repository } = this.#ports;
    const held = await heldAt(repository, parent, id);
    const change = planFolder(held, files);
    if (change === undefined) return undefined;
    const text = describe(held, compareFiles(held, files));
    const commit = await repository.commit({ ...change, parent, message: commitMessage(text) });
    return { commit, text };
  }
}

type Outcome = 'overtaken' | { readonly url: string | undefined };

const DONE: Outcome = { url: undefined };
