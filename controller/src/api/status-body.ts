import type { ConditionCounts } from '../registry/count-conditions.ts';
import type { HeldRemovals } from '../registry/held-removals.ts';
import type { ApiPorts } from './api-ports.ts';

type StandingPorts = Pick<ApiPorts, 'registry' | 'clock' | 'status' | 'leader' | 'source' | 'parkedWork'>;

/** The body of `/api/v1/status`. */
export function statusBody(
  { registry, clock, status, leader, source, parkedWork }: StandingPorts,
  conditions: ConditionCounts,
  held: HeldRemovals | undefined,
) {
  const { syncedAt, lastHandledAt, ready: _ready, ...sync } = status();
  const { since, ...leading } = leader();
  const marketplace = registry.marketplace();
  const lagMs = syncedAt && leading.leading ? clock.now().getTime() - syncedAt.getTime() : undefined;
  return {
    ...sync,
    revision: registry.revision,
    syncedAt: syncedAt?.toISOString(),
    lagSeconds: lagMs === undefined ? undefined : Math.max(0, lagMs / 1_000),
    lastHandledAt: lastHandledAt?.toISOString(),
    sourceStanding: source(),
    leader: { ...leading, since: since?.toISOString() },
    held: held && heldBody(held),
    parked: parkedWork()?.map((work) => ({ ...work, since: work.since.toISOString() })),
    conditions,
    marketplace: { name: marketplace?.name ?? 'Souk', description: marketplace?.summary },
    entities: registry.counts(),
  };
}

function heldBody({ count, commit, since, first }: HeldRemovals) {
  const release = `Bring the files back, or merge a pull request that names ${commit} under reconcile.removals.approved of the Marketplace.`;
  return { count, commit, since: since.toISOString(), first, release };
}
