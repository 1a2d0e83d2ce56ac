import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { Catalog, CatalogRecord } from '@souk/model/catalog/catalog.ts';
import { formatKey, type Waiver } from '@souk/model/manifest/manifest.ts';
import { waivedKey } from '@souk/model/policy/affected-subjects.ts';
import { isVettingRule } from '@souk/model/rule/vetting-rules.ts';
import { assembleInput } from './assemble-input.ts';
import { identifyFiles } from './identify-files.ts';
import type { VettingPolicies } from './open-vetting-policies.ts';
import type { Vettable } from './vettable.ts';

/** An entry to look through, and where its files are. */
export interface PlannedVetting {
  readonly entry: Vettable;
  readonly record: CatalogRecord;
  /** What it depends on now. */
  readonly input: string;
  /** Waivers that name it, for rules of vetting. */
  readonly waivers: readonly Waiver[];
}

/** Every entry of a catalog that can be looked through, with what that depends on now. */
export async function planVetting(
  snapshot: Pick<CatalogSnapshot, 'catalog' | 'files' | 'readFiles'>,
  entries: readonly Vettable[],
  { settings, digest: demands }: Pick<VettingPolicies, 'settings' | 'digest'>,
  now: Date,
): Promise<PlannedVetting[]> {
  const { catalog } = snapshot;
  const waiversOf = vettingWaivers(catalog);
  const planned: PlannedVetting[] = [];
  for (const entry of entries) {
    const record = catalog.get(entry.key);
    // Of a broken file the registry shows the last good content, which was looked through when it came.
    if (record === undefined || record.problems.length > 0) continue;
    const waivers = waiversOf.get(formatKey(entry.key)) ?? [];
    const files = await identifyFiles(snapshot, record.path, settings.limits.maxFileBytes);
    const input = assembleInput({ entry, path: record.path, files, waivers, demands, now });
    planned.push({ entry, record, input, waivers });
  }
  return planned;
}

/** Whether something that an entry depends on is not what it was looked through with. */
export function isDue({ entry, input }: PlannedVetting): boolean {
  return entry.vetted?.input !== input;
}

/** By `Kind/id` of what they waive. */
function vettingWaivers(catalog: Catalog): ReadonlyMap<string, readonly Waiver[]> {
  const waivers = catalog.manifestsOf('Waiver').filter(({ rule }) => isVettingRule(rule));
  return Map.groupBy(waivers, (waiver) => formatKey(waivedKey(waiver)));
}
