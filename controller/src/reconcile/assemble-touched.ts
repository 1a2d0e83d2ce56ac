import type { Catalog } from '@souk/model/catalog/catalog.ts';
import { assembleChanges } from '@souk/model/change/assemble-changes.ts';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import { changesGoverning, waivedKey } from '@souk/model/policy/affected-subjects.ts';
import type { SyncPlan } from './plan-sync.ts';
import type { CatalogFiles } from './read-files.ts';
import type { Touched } from './touched.ts';

/**
 * What a sync touches.
 *
 * @param before undefined when nothing of before is built upon
 */
export function assembleTouched(
  before: Catalog | undefined,
  after: Catalog,
  { changedPaths, policiesChanged }: Pick<CatalogFiles, 'changedPaths' | 'policiesChanged'>,
  plan: SyncPlan,
): Touched {
  if (before === undefined || changedPaths === undefined)
    return { everything: true, changed: [], judged: [] };
  const changes = assembleChanges(before, after, changedPaths);
  const waivers = changes.filter(({ key }) => key.kind === 'Waiver');
  const waived = waivers
    .flatMap((change) => [change.before?.manifest, change.after?.manifest])
    .flatMap((waiver) => (waiver?.kind === 'Waiver' ? [waivedKey(waiver)] : []));
  return {
    everything: policiesChanged || changesGoverning(changes) || waivers.length > 0,
    changed: [...changes.map(({ key }) => key), ...waived].map(formatKey),
    judged: namesWritten(plan),
  };
}

/** Entities of which a plan writes rows. */
export function namesWritten({ inserts, updates }: SyncPlan): string[] {
  return [...inserts.map(({ key }) => key), ...updates.map(({ after }) => after.key)].map(formatKey);
}
