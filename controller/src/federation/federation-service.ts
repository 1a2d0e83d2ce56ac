import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Subscribe } from '../events/wake-ups.ts';
import type { LeaderService, Term } from '../leadership/term.ts';
import type { RemovalBudget } from '../reconcile/decide-removals.ts';
import { readRemovalBudget } from '../reconcile/read-removal-budget.ts';
import { runPasses } from '../work/run-passes.ts';
import type { FederatedSource } from './federated-source.ts';
import { type FollowedTask, type FollowPorts, followSource } from './follow-source.ts';
import { noteUnusable } from './note-unusable.ts';
import { readFollowedIds } from './read-followed-ids.ts';
import { readSources } from './read-sources.ts';
import { refuseSources } from './refuse-sources.ts';
import { releaseSource } from './release-source.ts';
import type { SourceTask } from './sync-source.ts';

export interface FederationPorts extends FollowPorts {
  readonly subscribe: Subscribe;
  /** Absolute path of the folder that mirrors are kept in, one for each source. */
  readonly dir: string;
}

/** Looks at the list of sources after this long even if nobody announced anything. */
const IDLE_MS = 5 * 60_000;

/** Follows every source of the catalog while this process leads, each by itself. */
export function createFederationService(ports: FederationPorts): LeaderService {
  const name = 'federation';
  return {
    name,
    run: async (term) => {
      mkdirSync(ports.dir, { recursive: true });
      const follower = new Follower(ports, term);
      const { subscribe, clock, logger, random, telemetry } = ports;
      const pass = () => follower.follow();
      const onFailure = () => telemetry.failed('federation');
      await runPasses(term, { name, pass, onFailure, subscribe, idleMs: IDLE_MS, clock, logger, random });
      await follower.stop();
    },
  };
}

interface Running {
  /** Changes with all that the task depends on. */
  readonly words: string;
  readonly task: FollowedTask;
}

class Follower {
  readonly #ports: FederationPorts;
  readonly #term: Term;
  readonly #running = new Map<string, Running>();

  constructor(ports: FederationPorts, term: Term) {
    this.#ports = ports;
    this.#term = term;
  }

  /** Begins to follow what is new, and lets go of what is gone. */
  async follow(): Promise<void> {
    const { store } = this.#ports;
    const [sources, budget] = await Promise.all([readSources(store.db), readRemovalBudget(store.db)]);
    const refused = refuseSources(sources);
    const tasks = new Map(
      sources.flatMap(({ id, manifest }) =>
        manifest.standing === 'current' && !refused.has(id)
          ? [[id, this.#taskOf(manifest.source, budget)] as const]
          : [],
      ),
    );
    await this.#stopOthers(tasks);
    // What lets go of a namespace goes first: another may be waiting for it.
    await this.#settle(sources, refused);
    for (const [id, task] of tasks) {
      if (this.#running.has(id) || this.#term.ended.aborted) continue;
      this.#running.set(id, { words: wordsOf(task), task: followSource(task, this.#ports, this.#term) });
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ task }) => task.stop()));
  }

  #taskOf(source: SourceTask['source'], budget: RemovalBudget): SourceTask {
    return { source, budget, dir: join(this.#ports.dir, source.id) };
  }

  async #stopOthers(tasks: ReadonlyMap<string, SourceTask>): Promise<void> {
    const stale = [...this.#running].filter(([id, { words }]) => {
      const wanted = tasks.get(id);
      return wanted === undefined || wordsOf(wanted) !== words;
    });
    await Promise.all(stale.map(([, { task }]) => task.stop()));
    for (const [id] of stale) this.#running.delete(id);
  }

  /** Lets go of what has left the catalog or is refused, and notes of which sources nothing can be read. */
  async #settle(
    sources: readonly FederatedSource[],
    refused: ReturnType<typeof refuseSources>,
  ): Promise<void> {
    const { store, clock, announce, dir } = this.#ports;
    const how = { store, term: this.#term, now: clock.now() };
    const known = new Set(sources.map(({ id }) => id));
    let written = false;
    for (const id of await readFollowedIds(store.db))
      if (!known.has(id)) written = (await releaseSource(id, { why: 'removed' }, how)) || written;
    for (const [id, refusal] of refused)
      written = (await releaseSource(id, { why: 'refused', ...refusal }, how)) || written;
    for (const { id, namespace = '', manifest } of sources)
      if (manifest.standing === 'unusable' && !refused.has(id))
        written = (await noteUnusable({ id, namespace, reason: manifest.reason }, how)) || written;
    removeMirrors(dir, (id) => !known.has(id));
    if (written) await announce();
  }
}

/** A mirror that was set aside carries the id of its source before the first dot. */
function removeMirrors(dir: string, isGone: (id: string) => boolean): void {
  for (const name of readdirSync(dir))
    if (isGone(name.split('.')[0] ?? '')) rmSync(join(dir, name), { recursive: true, force: true });
}

function wordsOf({ source, budget }: SourceTask): string {
  return JSON.stringify([source, budget]);
}
