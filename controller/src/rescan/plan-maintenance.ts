import type { EntityKey } from '@souk/model/manifest/manifest.ts';

/** Begins the names of the branches of such pull requests. */
export const MAINTENANCE_BRANCHES = 'souk/maintenance/';

/** A published entry in which something has stood for too long that blocks. */
export interface MaintenanceCase {
  readonly key: EntityKey;
  readonly version: string;
}

/** A pull request of ours that is open. */
export interface OpenMaintenance {
  readonly number: number;
  readonly branch: string;
  readonly body: string;
}

export interface MaintenancePlan<Case extends MaintenanceCase> {
  readonly propose: readonly Case[];
  readonly close: readonly OpenMaintenance[];
}

/** One branch for each version of an entry: what people decided of one version says nothing of the next. */
export function maintenanceBranch({ key, version }: MaintenanceCase): string {
  return `${MAINTENANCE_BRANCHES}${key.kind.toLowerCase()}-${key.id}-${version}`;
}

/** What makes the open pull requests those that are wanted: one for each case, and none for anything else. */
export function planMaintenance<Case extends MaintenanceCase>(
  cases: readonly Case[],
  open: readonly OpenMaintenance[],
): MaintenancePlan<Case> {
  const wanted = new Set(cases.map(maintenanceBranch));
  const present = new Set(open.map(({ branch }) => branch));
  return {
    propose: cases.filter((one) => !present.has(maintenanceBranch(one))),
    close: open.filter(({ branch }) => !wanted.has(branch)),
  };
}
