import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { BranchWalk } from '@souk/git/walk-branch.ts';
import { marketplaceRecordOf } from '@souk/model/catalog/marketplace-of.ts';
import { type EntityKey, formatKey } from '@souk/model/manifest/manifest.ts';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Term } from '../leadership/term.ts';
import type { UnreadableFile } from '../store/source-tables.ts';
import type { Store } from '../store/store.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import type { Lane, TakenWork, WorkQueue } from '../work/work-queue.ts';
import type { Advance } from './apply-sync.ts';
import { assembleDesired } from './assemble-desired.ts';
import { assembleTouched, namesWritten } from './assemble-touched.ts';
import { attributeChanges, SOUK } from './attribute-changes.ts';
import type { CatalogJudge } from './catalog-judge.ts';
import type { CatalogSource } from './catalog-source.ts';
import type { DesiredEntity } from './desired-entity.ts';
import { failEntity } from './fail-entity.ts';
import { judgeKeys, withWaivers } from './judge-keys.ts';
import { listUnreadable } from './list-unreadable.ts';
import {
  type Followed,
  indexCatalog,
  indexTopics,
  type NextCatalog,
  parseKeys,
  planNext,
} from './plan-next.ts';
import { planParts } from './plan-sync.ts';
import { PlanWriter } from './plan-writer.ts';
import { type CatalogFiles, readFiles } from './read-files.ts';
import { readObserved } from './read-observed.ts';
import { readRemovalBudget } from './read-removal-budget.ts';
import { readHeld, readStoredAt, readStoredEntities } from './read-stored.ts';
import { readSyncCursor } from './sync-cursor.ts';
import { type Touched, TouchedSince } from './touched.ts';

export interface CatalogSyncPorts {
  readonly source: CatalogSource;
  readonly judge: CatalogJudge;
  readonly store: Store;
  readonly clock: Clock;
  readonly tracing: Tracing;
  readonly logger: Logger;
  /** Brings everything derived from the store up to date, and tells others. */
  readonly onWritten: () => Promise<void>;
}

/** What one pass did. */
export interface SyncReport {
  readonly fingerprint: string;
  readonly commit: string | undefined;
  readonly revision: number;
  /** Whether the source says something else than when the registry followed it last; false for the very first time. */
  readonly moved: boolean;
  /** Whether anything was written. */
  readonly wrote: boolean;
  readonly added: number;
  readonly modified: number;
  readonly removed: number;
  /** Entities that are judged again later. */
  readonly later: number;
  readonly held: number;
  readonly unreadable: readonly UnreadableFile[];
  /** Milliseconds of each step. */
  readonly timings: Readonly<Record<'read' | 'judge' | 'write', number>>;
}

interface CatchingUp {
  readonly walk: BranchWalk | undefined;
  /** Where the registry stands, when that is built upon. */
  readonly earlier: Followed | undefined;
  /** When the reading began, by `performance.now()`. */
  readonly started: number;
}

/** A source that could not be followed without doing harm. `message` is fit to be shown. */
export class SyncRefusal extends Error {
  override readonly name = 'SyncRefusal';
}

/** Brings the registry to states of the source, one after the other, during one term. */
export class CatalogSync {
  readonly #ports: CatalogSyncPorts;
  readonly #queue: WorkQueue;
  readonly #term: Term;
  readonly #writer: PlanWriter;
  readonly #touched = new TouchedSince();
  #working: Promise<unknown> = Promise.resolve();
  #followed: Followed | undefined;
  #served: CatalogSnapshot | undefined;
  /** Whether what is in memory may not be what the registry holds. */
  #doubtful = true;

  constructor(ports: CatalogSyncPorts, queue: WorkQueue, term: Term) {
    this.#ports = ports;
    this.#queue = queue;
    this.#term = term;
    this.#writer = new PlanWriter(ports, term);
  }

  /** The catalog that the registry holds; the same object until the next sync. */
  get served(): CatalogSnapshot | undefined {
    return this.#served;
  }

  get policyDigest(): string | undefined {
    return this.#followed?.judge.digest;
  }

  /** What was touched since this was called last; `served` shows it. Undefined when nothing was. */
  takeTouched(): Touched | undefined {
    return this.#touched.take();
  }

  /** Resolves when no state of the source is being brought over. To wait for the source itself is no work. */
  async whenCalm(): Promise<void> {
    await this.#working.catch(() => undefined);
  }

  /**
   * Brings the registry to what the source says now.
   *
   * @param whole reads and judges everything anew, whatever changed
   * @returns undefined when there was nothing to do
   * @throws {SyncRefusal} and whatever source and store throw; the registry is as it was then
   */
  async follow(whole: boolean): Promise<SyncReport | undefined> {
    const { source, store, tracing } = this.#ports;
    const { commit: applied } = await readSyncCursor(store.db);
    const fingerprint = await tracing.span('sync.fetch', {}, () =>
      source.fingerprint(this.#term.ended, applied),
    );
    const earlier = whole || this.#doubtful ? undefined : this.#followed;
    if (earlier?.state.fingerprint === fingerprint) return undefined;
    if (whole) this.#queue.release();
    const working = this.#catchUp(fingerprint, applied, earlier);
    this.#working = working;
    return working;
  }

  async #catchUp(
    fingerprint: string,
    applied: string | undefined,
    earlier: Followed | undefined,
  ): Promise<SyncReport> {
    const started = performance.now();
    this.#doubtful = true;
    const [walk, files] = await Promise.all([
      this.#ports.source.history?.walk(applied, fingerprint),
      this.#read(fingerprint, earlier),
    ]);
    // After a forced push nothing of before is built upon: the last good content of a broken file is another one there.
    const isRebuilt = walk?.forward === false && earlier !== undefined;
    const report = isRebuilt
      ? await this.#bringTo(await this.#read(fingerprint, undefined), { walk, earlier: undefined, started })
      : await this.#bringTo(files, { walk, earlier, started });
    this.#doubtful = false;
    return report;
  }

  #read(fingerprint: string, earlier: Followed | undefined): Promise<CatalogFiles> {
    const { source, store, tracing } = this.#ports;
    return tracing.span('sync.read', {}, () =>
      readFiles(source, fingerprint, earlier?.state, (path) => readStoredAt(store.db, path)),
    );
  }

  /** Judges entities again at the state where the registry stands. */
  async judgeAgain({ keys: names, lane }: TakenWork): Promise<void> {
    const followed = this.#followed;
    // The next sync reads and judges everything anyway.
    if (followed === undefined || this.#doubtful) return;
    const { catalog } = followed.state;
    const keys = withWaivers(parseKeys(names, catalog), catalog);
    const observed = await readObserved(this.#ports.store.db, keys);
    const cursor = await readSyncCursor(this.#ports.store.db);
    const { commit } = followed.state;
    const parts = planParts(this.#desire(followed, keys), observed, []);
    const writing = this.#writer.write(parts, cursor, {
      attribution: { commitOf: () => commit, actorOf: () => SOUK },
      graceDays: 0,
    });
    const { plan, refused } = await writing.catch((error: unknown) => {
      // That may have been after the transaction: then nobody would write these again.
      this.#touched.add({ everything: false, changed: [], judged: keys.map(formatKey) });
      throw error;
    });
    this.#touched.add({ everything: false, changed: [], judged: namesWritten(plan) });
    indexTopics(followed.index, catalog, keys);
    this.#settle(names, refused, lane);
  }

  async #bringTo(files: CatalogFiles, { walk, earlier, started }: CatchingUp): Promise<SyncReport> {
    const { source, store, judge: judges, tracing } = this.#ports;
    const { fingerprint } = files;
    const [cursor, observedAll, held, budgetBefore] = await Promise.all([
      readSyncCursor(store.db),
      // A source without history does not say what is gone.
      earlier === undefined || source.history === undefined ? readObserved(store.db) : undefined,
      readHeld(store.db),
      readRemovalBudget(store.db),
    ]);
    const judge =
      earlier !== undefined && !files.policiesChanged
        ? earlier.judge
        : await judges.open((name) => source.readFile(fingerprint, `policies/bundle/${name}`));
    const commit = files.snapshot.commit;
    const planned = await planNext({
      files,
      judge,
      commit,
      earlier,
      observed: observedAll ?? new Map(),
      total: observedAll?.size ?? earlier?.state.catalog.records.length ?? 0,
      held,
      budgetBefore,
      readStored: (keys) => readStoredEntities(store.db, keys),
    });
    if (!planned.ok) throw new SyncRefusal(planned.reason);
    const { next } = planned;
    const keys = withWaivers(next.now, next.state.catalog);
    const read = performance.now();
    const followed: Followed = {
      state: next.state,
      judge,
      index: earlier?.index ?? indexCatalog(next.state.catalog),
    };
    const observed = observedAll ?? (await readObserved(store.db, [...keys, ...next.removals]));
    const attribution = attributeChanges(walk, commit);
    const unreadable = await listUnreadable(next.state.broken, next.state.snapshot);
    const advance: Advance = {
      fingerprint,
      commit,
      commits: walk?.commits ?? (commit === undefined ? [] : [commit]),
      unreadable,
      held: next.held,
      settingsPath: marketplaceRecordOf(next.state.catalog)?.path,
    };
    let judged = read;
    const desired = this.#desire(followed, keys, () => {
      judged = performance.now();
    });
    const parts = planParts(desired, observed, next.removals);
    const how = { attribution, graceDays: next.settings.graceDays, advance, heldBefore: held };
    // Judging is in it: an empty registry is written meanwhile.
    const { revision, refused, plan, wrote } = await tracing.span('sync.write', {}, () =>
      this.#writer.write(parts, cursor, how),
    );
    this.#followed = followed;
    this.#served = { ...next.state.snapshot, catalog: next.state.catalog };
    this.#touched.add(assembleTouched(earlier?.state.catalog, next.state.catalog, files, plan));
    indexTopics(followed.index, next.state.catalog, [...keys, ...next.removals]);
    this.#enqueue(next, keys, refused);
    return {
      fingerprint,
      commit,
      revision,
      moved: cursor.fingerprint !== undefined && cursor.fingerprint !== fingerprint,
      wrote,
      added: plan.inserts.length,
      modified: plan.updates.length,
      removed: plan.deletes.length,
      later: next.later.length,
      held: next.held.length,
      unreadable,
      timings: { read: read - started, judge: judged - read, write: performance.now() - judged },
    };
  }

  async *#desire(
    { state, judge }: Followed,
    keys: readonly EntityKey[],
    onDone?: () => void,
  ): AsyncGenerator<DesiredEntity[]> {
    for await (const slice of judgeKeys(state, keys, judge, this.#ports.clock.now()))
      yield assembleDesired(state, slice.keys, slice.judged);
    onDone?.();
  }

  #enqueue(
    { later, removals }: NextCatalog,
    judged: readonly EntityKey[],
    refused: ReadonlyMap<string, string>,
  ): void {
    for (const key of [...judged, ...removals]) this.#queue.drop(formatKey(key));
    this.#settle(judged.map(formatKey), refused, 'change');
    this.#queue.add(later.map(formatKey), this.#ports.clock.now());
  }

  #settle(names: readonly string[], refused: ReadonlyMap<string, string>, lane: Lane): void {
    for (const name of names) if (!refused.has(name)) this.#queue.succeed(name);
    for (const [name, reason] of refused) failEntity(this.#queue, { name, reason, lane }, this.#ports);
  }
}
