import { type EntityKey, formatKey } from '@souk/model/manifest/manifest.ts';
import type { DesiredEntity } from './desired-entity.ts';
import type { ObservedEntity } from './read-observed.ts';

/** Steps that make the registry hold what is desired. Every entity is in at most one list. */
export interface SyncPlan {
  readonly inserts: readonly DesiredEntity[];
  readonly updates: readonly PlannedUpdate[];
  readonly deletes: readonly ObservedEntity[];
}

export interface PlannedUpdate {
  readonly before: ObservedEntity;
  readonly after: DesiredEntity;
}

/**
 * Compares what a catalog asks for with what the registry holds.
 *
 * @param observed what the registry holds of the desired entities, and of those to remove
 * @param removals entities that are proven to be gone
 */
export function planSync(
  desired: readonly DesiredEntity[],
  observed: ReadonlyMap<string, ObservedEntity>,
  removals: readonly EntityKey[],
): SyncPlan {
  const inserts: DesiredEntity[] = [];
  const updates: PlannedUpdate[] = [];
  for (const after of desired) {
    const before = observed.get(formatKey(after.key));
    if (before === undefined) inserts.push(after);
    else if (before.fingerprint !== after.fingerprint) updates.push({ before, after });
  }
  const deletes = removals.flatMap((key) => observed.get(formatKey(key)) ?? []);
  return { inserts, updates, deletes };
}

export function isEmptyPlan({ inserts, updates, deletes }: SyncPlan): boolean {
  return inserts.length + updates.length + deletes.length === 0;
}

/** The same in parts, for what is desired slice by slice. */
export async function* planParts(
  desired: AsyncIterable<readonly DesiredEntity[]>,
  observed: ReadonlyMap<string, ObservedEntity>,
  removals: readonly EntityKey[],
): AsyncGenerator<SyncPlan> {
  yield planSync([], observed, removals);
  for await (const slice of desired) yield planSync(slice, observed, []);
}

/** The parts of a plan as one. */
export function joinPlans(parts: readonly SyncPlan[]): SyncPlan {
  return {
    inserts: parts.flatMap(({ inserts }) => inserts),
    updates: parts.flatMap(({ updates }) => updates),
    deletes: parts.flatMap(({ deletes }) => deletes),
  };
}
