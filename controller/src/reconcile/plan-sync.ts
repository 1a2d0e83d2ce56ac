import type { Finding } from '@souk/model/finding/finding.ts';
import { type EntityKey, formatKey } from '@souk/model/manifest/manifest.ts';
import type { Attachment } from '../store/tables.ts';
import { type DesiredState, unreadableFingerprint } from './assemble-desired.ts';
import type { DesiredEntity } from './desired-entity.ts';

/** What the registry holds of an entity, as far as planning needs it. */
export interface ObservedEntity {
  readonly key: EntityKey;
  readonly path: string;
  readonly fingerprint: string;
}

/** An entity whose file can't be used any more: its last good content stays, marked. */
export interface Stall {
  readonly key: EntityKey;
  readonly path: string;
  readonly blob: string | undefined;
  readonly fingerprint: string;
  readonly findings: readonly Finding[];
  readonly attachments: readonly Attachment[];
}

/** Steps that make the registry hold what is desired. Every entity is in at most one list. */
export interface SyncPlan {
  readonly inserts: readonly DesiredEntity[];
  readonly updates: readonly DesiredEntity[];
  readonly stalls: readonly Stall[];
  readonly deletes: readonly EntityKey[];
}

export type SyncPlanResult =
  | { readonly ok: true; readonly plan: SyncPlan }
  /** Carrying the plan out could do harm; `reason` is fit to be shown. */
  | { readonly ok: false; readonly reason: string };

/** Compares what a catalog asks for with what the registry holds. */
export function planSync(desired: DesiredState, observed: readonly ObservedEntity[]): SyncPlanResult {
  if (desired.entities.length === 0 && observed.length > 0) {
    return {
      ok: false,
      reason: `The catalog holds no manifest that can be read, but the registry knows ${observed.length}. Nothing was removed.`,
    };
  }
  const observedByKey = new Map(observed.map((entity) => [formatKey(entity.key), entity]));
  const inserts: DesiredEntity[] = [];
  const updates: DesiredEntity[] = [];
  const stalls: Stall[] = [];
  for (const entity of desired.entities) {
    const name = formatKey(entity.key);
    const known = observedByKey.get(name);
    observedByKey.delete(name);
    if (known === undefined) inserts.push(entity);
    else if (known.fingerprint === entity.fingerprint) continue;
    else if (entity.content === undefined) stalls.push(entity);
    else updates.push(entity);
  }
  const rest = planAbsent([...observedByKey.values()], desired.unreadable);
  return { ok: true, plan: { inserts, updates, stalls: [...stalls, ...rest.stalls], deletes: rest.deletes } };
}

export function isEmptyPlan({ inserts, updates, stalls, deletes }: SyncPlan): boolean {
  return inserts.length + updates.length + stalls.length + deletes.length === 0;
}

/** An entity is gone when its file is. One whose file is there, but names nobody, may be the same entity broken. */
function planAbsent(
  absent: readonly ObservedEntity[],
  unreadable: DesiredState['unreadable'],
): Pick<SyncPlan, 'stalls' | 'deletes'> {
  const findingsByPath = new Map(unreadable.map(({ path, findings }) => [path, findings]));
  const stalls: Stall[] = [];
  const deletes: EntityKey[] = [];
  for (const { key, path, fingerprint: known } of absent) {
    const findings = findingsByPath.get(path);
    if (findings === undefined) {
      deletes.push(key);
      continue;
    }
    const fingerprint = unreadableFingerprint(findings);
    if (fingerprint !== known)
      stalls.push({ key, path, blob: undefined, fingerprint, findings, attachments: [] });
  }
  return { stalls, deletes };
}
