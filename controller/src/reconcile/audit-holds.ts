import { formatKey } from '@souk/model/manifest/manifest.ts';
import type { NewAuditEntry } from '../audit/audit-entry.ts';
import type { Advance } from './apply-sync.ts';
import { type Attribution, SOUK } from './attribute-changes.ts';
import type { HeldRemoval } from './decide-removals.ts';
import type { SyncPlan } from './plan-sync.ts';

/** Of the entities, so many are named. */
const NAMED = 20;

export interface HoldChange {
  /** What was held before. */
  readonly before: readonly HeldRemoval[];
  readonly advance: Advance;
  readonly plan: Pick<SyncPlan, 'deletes'>;
  readonly attribution: Attribution;
}

/** The audit entries for removals that a sync begins to hold, and for those that it holds no more. */
export function auditHolds({ before, advance, plan, attribution }: HoldChange): NewAuditEntry[] {
  const { held, commit, settingsPath } = advance;
  const namesBefore = namesOf(before);
  const namesAfter = namesOf(held);
  const caught = held.filter(({ key }) => !namesBefore.has(formatKey(key)));
  const freed = before.filter(({ key }) => !namesAfter.has(formatKey(key)));
  const gone = namesOf(plan.deletes);
  const removed = freed.filter(({ key }) => gone.has(formatKey(key)));
  // What is removed was approved in the settings; what came back needs no approval.
  const approvedIn = removed.length === 0 ? undefined : settingsPath;
  const entries: NewAuditEntry[] = [];
  if (caught.length > 0)
    entries.push({ actor: SOUK, action: 'held', subject: 'catalog', commit, detail: detailOf(caught) });
  if (freed.length > 0)
    entries.push({
      actor: approvedIn === undefined ? SOUK : attribution.actorOf(approvedIn),
      action: 'released',
      subject: 'catalog',
      commit: approvedIn === undefined ? commit : attribution.commitOf(approvedIn),
      detail: { ...detailOf(freed), removed: removed.length },
    });
  return entries;
}

function namesOf(entities: readonly Pick<HeldRemoval, 'key'>[]): ReadonlySet<string> {
  return new Set(entities.map(({ key }) => formatKey(key)));
}

/** `commits` are those that asked for the removal. */
function detailOf(entities: readonly HeldRemoval[]): Readonly<Record<string, unknown>> {
  return {
    entities: entities.length,
    names: entities.slice(0, NAMED).map(({ key }) => formatKey(key)),
    commits: [...new Set(entities.map(({ commit }) => commit))],
  };
}
