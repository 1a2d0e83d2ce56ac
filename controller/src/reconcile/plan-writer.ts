import { formatKey } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Term } from '../leadership/term.ts';
import { isDataError } from '../store/is-data-error.ts';
import type { Queryable } from '../store/store.ts';
import { applyAsItComes } from './apply-as-it-comes.ts';
import { applyPlan } from './apply-plan.ts';
import { type Advance, type ApplyInput, applySync, recordSync } from './apply-sync.ts';
import { assembleAudit } from './assemble-audit.ts';
import { assembleEvents } from './assemble-events.ts';
import type { Attribution } from './attribute-changes.ts';
import { auditHolds } from './audit-holds.ts';
import { cursorMoves } from './cursor-moves.ts';
import type { HeldRemoval } from './decide-removals.ts';
import type { DesiredEntity } from './desired-entity.ts';
import { findRefused } from './find-refused.ts';
import { holdEvents } from './hold-events.ts';
import { describeInitial } from './initial-sync.ts';
import { isEmptyPlan, joinPlans, type SyncPlan } from './plan-sync.ts';
import type { SyncCursor } from './sync-cursor.ts';

export interface PlanWriterPorts {
  readonly clock: Clock;
  /** Brings everything derived from the store up to date, and tells others. */
  readonly onWritten: () => Promise<void>;
}

export interface HowToWrite {
  readonly attribution: Attribution;
  readonly graceDays: number;
  /** Absent when entities are only judged again. */
  readonly advance?: Advance;
  /** Removals that were held before. */
  readonly heldBefore?: readonly HeldRemoval[];
}

export interface Written {
  /** All that was to be written. */
  readonly plan: SyncPlan;
  readonly revision: number;
  /** False when there was nothing to write. */
  readonly wrote: boolean;
  /** Entities that the store refused, by name, and why: they are as they were. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Carries plans out: each in one transaction, and none when there is nothing to write. */
export class PlanWriter {
  readonly #ports: PlanWriterPorts;
  readonly #term: Term;

  constructor(ports: PlanWriterPorts, term: Term) {
    this.#ports = ports;
    this.#term = term;
  }

  /**
   * Writes a plan that is still being made. One entity that the store refuses does not keep the others from being
   * written.
   */
  async write(parts: AsyncIterable<SyncPlan>, cursor: SyncCursor, how: HowToWrite): Promise<Written> {
    const seen: SyncPlan[] = [];
    const rest = parts[Symbol.asyncIterator]();
    const next = async (): Promise<IteratorResult<SyncPlan>> => {
      const part = await rest.next();
      if (!part.done) seen.push(part.value);
      return part;
    };
    const first = cursor.revision === 0 ? await firstToWrite(next) : undefined;
    if (first !== undefined)
      try {
        return await this.#writeAsItComes(startingWith(first, next), seen, cursor, how);
      } catch (error) {
        if (!isDataError(error)) throw error;
      }
    while (!(await next()).done);
    return this.#writeWhole(joinPlans(seen), cursor, how);
  }

  /** An empty registry has everything to write: one part is written while the next is being made. */
  async #writeAsItComes(
    parts: Pick<AsyncIterator<SyncPlan>, 'next'>,
    seen: readonly SyncPlan[],
    cursor: SyncCursor,
    how: HowToWrite,
  ): Promise<Written> {
    const moment = { commitOf: how.attribution.commitOf, now: this.#ports.clock.now() };
    const revision = await this.#term.write(async (db) => {
      await waitLongerForStatements(db);
      await applyAsItComes(db, parts, moment, { graceDays: how.graceDays, signal: this.#term.ended });
      return recordSync(db, this.#inputOf(joinPlans(seen), cursor, how));
    });
    await this.#ports.onWritten();
    return { plan: joinPlans(seen), revision, wrote: true, refused: new Map() };
  }

  async #writeWhole(plan: SyncPlan, cursor: SyncCursor, how: HowToWrite): Promise<Written> {
    const none = new Map<string, string>();
    const moves = how.advance !== undefined && cursorMoves(cursor, how.advance, how.heldBefore?.length ?? 0);
    if (isEmptyPlan(plan) && !moves) return { plan, revision: cursor.revision, wrote: false, refused: none };
    try {
      return { plan, revision: await this.#write(plan, cursor, how), wrote: true, refused: none };
    } catch (error) {
      if (!isDataError(error)) throw error;
      const refused = await this.#findRefused(plan, how);
      const revision = await this.#write(without(plan, refused), cursor, how);
      return {
        plan,
        revision,
        wrote: true,
        refused: new Map([...refused].map(([{ key }, why]) => [formatKey(key), why])),
      };
    }
  }

  async #write(plan: SyncPlan, cursor: SyncCursor, how: HowToWrite): Promise<number> {
    const input = this.#inputOf(plan, cursor, how);
    const revision = await this.#term.write((db) => applySync(db, input));
    await this.#ports.onWritten();
    return revision;
  }

  #inputOf(plan: SyncPlan, cursor: SyncCursor, how: HowToWrite): ApplyInput {
    const { attribution, advance, graceDays, heldBefore = [] } = how;
    const { commitOf, actorOf } = attribution;
    const initial = cursor.revision === 0 ? describeInitial(plan, advance?.commit) : undefined;
    const changes = assembleEvents(plan, { commitOf, initial: initial !== undefined });
    return {
      plan,
      advance,
      events: [...changes, ...(advance === undefined ? [] : holdEvents(advance, heldBefore.length))],
      audit: [
        ...assembleAudit(changes, { actorOf, initial }),
        ...(advance === undefined ? [] : auditHolds({ before: heldBefore, advance, plan, attribution })),
      ],
      moment: { commitOf, now: this.#ports.clock.now() },
      graceDays,
      signal: this.#term.ended,
    };
  }

  #findRefused(plan: SyncPlan, { attribution, graceDays }: HowToWrite) {
    const moment = { commitOf: attribution.commitOf, now: this.#ports.clock.now() };
    const entities = [...plan.inserts, ...plan.updates.map(({ after }) => after)];
    return findRefused(entities, async (some) => {
      const trial = this.#term.write(async (db) => {
        await applyPlan(db, { inserts: some, updates: [], deletes: [] }, moment, { graceDays });
        throw new TrialOver();
      });
      await trial.catch((error: unknown) => {
        if (!(error instanceof TrialOver)) throw error;
      });
    });
  }
}

type NextPart = () => Promise<IteratorResult<SyncPlan>>;

/** The first part that has something to write; undefined when none has. */
async function firstToWrite(next: NextPart): Promise<SyncPlan | undefined> {
  for (;;) {
    const part = await next();
    if (part.done) return undefined;
    if (!isEmptyPlan(part.value)) return part.value;
  }
}

async function* startingWith(first: SyncPlan, next: NextPart): AsyncGenerator<SyncPlan> {
  yield first;
  for (let part = await next(); !part.done; part = await next()) yield part.value;
}

/** Between two statements the next part is judged, which on a slow machine takes longer than a server usually waits. */
async function waitLongerForStatements(db: Queryable): Promise<void> {
  await sql`set local idle_in_transaction_session_timeout = '5min'`.execute(db);
}

/** Ends the transaction of a trial, so that nothing of it is kept. */
class TrialOver extends Error {}

function without(plan: SyncPlan, refused: ReadonlyMap<DesiredEntity, string>): SyncPlan {
  return {
    ...plan,
    inserts: plan.inserts.filter((entity) => !refused.has(entity)),
    updates: plan.updates.filter(({ after }) => !refused.has(after)),
  };
}
