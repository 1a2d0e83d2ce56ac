import { formatKey } from '@souk/model/manifest/manifest.ts';
import { decideRemovals, type HeldRemoval, type RemovalBudget } from '../reconcile/decide-removals.ts';
import type { DesiredEntity } from '../reconcile/desired-entity.ts';
import { planSync, type SyncPlan } from '../reconcile/plan-sync.ts';
import type { ObservedEntity } from '../reconcile/read-observed.ts';
import { namespaceOf } from './namespace-manifest.ts';
import { SourceRefusal } from './source-refusal.ts';

export interface SourcePlanInput {
  readonly desired: readonly DesiredEntity[];
  /** All that the registry holds of the source, by name. */
  readonly observed: ReadonlyMap<string, ObservedEntity>;
  /** Files that can not be used: what came from them before stays. */
  readonly unusable: ReadonlySet<string>;
  readonly namespace: string;
  readonly kinds: readonly string[];
  readonly budget: RemovalBudget;
  /** What is held already, with the commit that first asked for it. */
  readonly held: readonly HeldRemoval[];
  readonly commit: string;
}

export interface SourcePlan extends SyncPlan {
  /** All that is held from now on. */
  readonly held: readonly HeldRemoval[];
}

/**
 * Compares what another catalog says with what the registry holds of it. What the manifest of the source does not ask
 * for any more goes at once; what the other catalog has lost goes within the budget for removals.
 *
 * @throws {SourceRefusal} when the other catalog is empty all of a sudden
 */
export function planSource(input: SourcePlanInput): SourcePlan {
  const { desired, observed, unusable, namespace, kinds, budget, held, commit } = input;
  const wanted = new Set(desired.map(({ key }) => formatKey(key)));
  const asked = [...observed.values()].filter(
    ({ key }) => namespaceOf(key.id) === namespace && kinds.includes(key.kind),
  );
  const missing = asked.filter(({ key, path }) => !wanted.has(formatKey(key)) && !unusable.has(path));
  if (desired.length === 0 && missing.length > 0)
    throw new SourceRefusal(
      `It holds nothing that can be read, but ${asked.length} entities are known from it. Nothing was removed.`,
    );
  const { remove, hold } = decideRemovals({
    missing: missing.map(({ key }) => key),
    total: asked.length,
    held,
    budget,
    commit,
  });
  const stays = new Set(asked.map(({ key }) => formatKey(key)));
  const unasked = [...observed.values()].filter(({ key }) => !stays.has(formatKey(key)));
  return { ...planSync(desired, observed, [...remove, ...unasked.map(({ key }) => key)]), held: hold };
}
