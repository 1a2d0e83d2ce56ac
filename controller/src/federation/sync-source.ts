import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { GitError } from '@souk/git/git-error.ts';
import { readCommitInfo } from '@souk/git/read-commit-info.ts';
import type { Source } from '@souk/model/manifest/manifest.ts';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Term } from '../leadership/term.ts';
import type { RemovalBudget } from '../reconcile/decide-removals.ts';
import { isEmptyPlan } from '../reconcile/plan-sync.ts';
import { branchOf } from '../source/find-followed.ts';
import { type GitMirror, openGitMirror } from '../source/git-mirror.ts';
import { leaveOutMeasures } from '../source/leave-out-measures.ts';
import { packIfDue } from '../source/mirror-upkeep.ts';
import { SourceError } from '../source/source-error.ts';
import type { Store } from '../store/store.ts';
import { applySource } from './apply-source.ts';
import { DERIVATION, desireForeign } from './desire-foreign.ts';
import { kindsOf } from './federated-source.ts';
import type { ForeignLimits } from './foreign-limits.ts';
import type { OneAtATime } from './one-at-a-time.ts';
import { openRemote, type RemotePorts } from './open-remote.ts';
import { planSource, type SourcePlan } from './plan-source.ts';
import { readForeign } from './read-foreign.ts';
import { type ForeignCatalog, readForeignCatalog } from './read-foreign-catalog.ts';
import { isSameCursor, readSourceCursor, type SourceCursor, writeSourceCursor } from './source-cursor.ts';
import { readSourceHolds, replaceSourceHolds } from './source-holds.ts';
import { sourceAudit, sourceEvents } from './source-news.ts';
import { SourceRefusal } from './source-refusal.ts';
import { watchSize } from './watch-size.ts';

export interface SourceSyncPorts {
  readonly store: Store;
  readonly remote: RemotePorts;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Tells everybody, after a transaction, that there is something new. */
  readonly announce: () => Promise<void>;
  /** Sources are asked all at once, but read and written one after the other. */
  readonly inTurn: OneAtATime;
  readonly limits: ForeignLimits;
  /** Seconds that a source may send next to nothing, and milliseconds it has in all. */
  readonly patience: { readonly lookMs: number; readonly fetchMs: number; readonly stallSeconds: number };
}

/** A source and what else of our own catalog decides about it. */
export interface SourceTask {
  readonly source: Source;
  readonly budget: RemovalBudget;
  /** Absolute path of a folder that is the source's alone. */
  readonly dir: string;
}

/**
 * Brings the registry to what another catalog says now, and notes how that went. Whatever goes wrong is noted, and
 * leaves what is known of the source as it was.
 *
 * @returns whether it went well
 * @throws {StoreError} and whatever else the store throws
 */
export async function syncSource(
  task: SourceTask,
  ports: SourceSyncPorts,
  term: Term,
  signal: AbortSignal,
): Promise<boolean> {
  const { store, clock } = ports;
  const before = await readSourceCursor(store.db, task.source.id);
  try {
    const { mirror, commit } = await fetchSource(task, ports, signal);
    const fingerprint = fingerprintOf(task, commit);
    if (before?.fingerprint === fingerprint) return true;
    await ports.inTurn(() => follow(task, { mirror, commit, fingerprint, before }, ports, term));
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    const failed: SourceCursor = {
      ...cursorOf(task.source, before),
      // The next time everything is looked at anew.
      fingerprint: null,
      state: error instanceof SourceRefusal ? 'refused' : 'failed',
      error: messageOf(error),
    };
    if (failed.error === null) throw error;
    if (!isSameCursor(before, failed)) {
      await term.write((db) => writeSourceCursor(db, failed, clock.now()));
      await ports.announce();
    }
    return false;
  }
}

interface FetchedSource {
  readonly mirror: GitMirror;
  readonly commit: string;
}

async function fetchSource(
  { source, dir }: SourceTask,
  { remote, clock, limits, patience }: SourceSyncPorts,
  signal: AbortSignal,
): Promise<FetchedSource> {
  const mirror = openGitMirror({
    address: await openRemote(source, remote),
    followed: source.branch === undefined ? undefined : branchOf(source.branch),
    prefix: '',
    onThisMachine: false,
    dir,
    clock,
    limits: patience,
  });
  const limit = { dir, mostBytes: limits.mirrorBytes, clock, signal };
  const commit = await watchSize(limit, (bounded) => mirror.refresh(bounded));
  if (commit !== undefined) return { mirror, commit };
  await rm(dir, { recursive: true, force: true });
  throw new SourceRefusal(`It is larger than ${limits.mirrorBytes / 2 ** 20} MiB; nothing is taken over.`);
}

interface Followed extends FetchedSource {
  readonly fingerprint: string;
  readonly before: SourceCursor | undefined;
}

async function follow(
  task: SourceTask,
  { mirror, commit, fingerprint, before }: Followed,
  { store, clock, limits, announce }: SourceSyncPorts,
  term: Term,
): Promise<void> {
  const { source, budget } = task;
  await mirror.read((repository) => packIfDue(repository, term.ended));
  const [catalog, authorship] = await mirror.read((repository) =>
    Promise.all([readForeignCatalog(repository, commit, source, limits), readCommitInfo(repository, commit)]),
  );
  const [observed, held] = await Promise.all([
    readForeign(store.db, source.id),
    readSourceHolds(store.db, source.id),
  ]);
  const plan = planSource({
    desired: desireForeign(catalog.entities, source.namespace),
    observed,
    unusable: new Set(catalog.leftOut.map(({ path }) => path)),
    namespace: source.namespace,
    kinds: kindsOf(source),
    budget,
    held,
    commit,
  });
  const now = clock.now();
  const cursor: SourceCursor = {
    ...cursorOf(source, before),
    fingerprint,
    commit,
    state: 'synced',
    error: noteOf(plan, catalog),
    entities: observed.size + plan.inserts.length - plan.deletes.length,
  };
  const unchanged = isEmptyPlan(plan);
  const events = sourceEvents(plan, source, { commit, initial: observed.size === 0 });
  const audit = unchanged ? [] : [sourceAudit(plan, source, authorship)];
  await term.write(async (db) => {
    await applySource(db, { sourceId: source.id, plan, events, audit, commit, now, signal: term.ended });
    await replaceSourceHolds(db, source.id, plan.held, now);
    await writeSourceCursor(db, cursor, now);
  });
  await announce();
}

/** What a source is known by and opened to, with the rest as it was. */
function cursorOf(
  { id, namespace, visibleTo, installable = false }: Source,
  before: SourceCursor | undefined,
): SourceCursor {
  return {
    source_id: id,
    namespace,
    fingerprint: before?.fingerprint ?? null,
    commit: before?.commit ?? null,
    state: before?.state ?? 'syncing',
    error: before?.error ?? null,
    visible_to: visibleTo === undefined ? null : [...visibleTo],
    installable,
    entities: before?.entities ?? 0,
  };
}

/** Equal fingerprints mean that there is nothing to do: it covers all that the outcome depends on. */
function fingerprintOf({ source, budget }: SourceTask, commit: string): string {
  const { url, branch, namespace, kinds, visibleTo, installable } = source;
  const words = [DERIVATION, url, branch, namespace, kinds, visibleTo, installable, budget, commit];
  return createHash('sha256').update(JSON.stringify(words)).digest('hex');
}

/** What people should know of a sync that went well all the same. */
function noteOf({ held }: SourcePlan, { leftOut }: ForeignCatalog): string | null {
  const [first] = leftOut;
  const asking = [...new Set(held.map(({ commit }) => commit))];
  const notes = [
    held.length === 0
      ? undefined
      : `${held.length} entities are gone there, which is more than is believed: they stay until the marketplace approves commit ${asking.join(', ')}.`,
    first === undefined
      ? undefined
      : `${leftOut.length} of its files are left out, such as ${first.path}: ${first.reason}`,
  ].filter((note) => note !== undefined);
  return notes.length === 0 ? null : notes.join(' ').slice(0, 1_000);
}

/** Null for what is a fault of ours and not of the source. */
function messageOf(error: unknown): string | null {
  const known = error instanceof SourceRefusal || error instanceof SourceError || error instanceof GitError;
  return known ? leaveOutMeasures(error.message) : null;
}
