import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { DistributionModel, LicenseSettings } from './license-settings.ts';

/** How copies of an entry travel: by its labels, else by its runtime. */
export function distributionModelOf(
  { compliance, runtime }: Pick<Entry, 'compliance' | 'runtime'>,
  { byLabel, byRuntime, otherwise }: LicenseSettings['distribution'],
): DistributionModel {
  const labels = new Set<string>(compliance ?? []);
  const labelled = Object.entries(byLabel).find(([label]) => labels.has(label));
  return labelled?.[1] ?? (runtime === undefined ? undefined : byRuntime[runtime.type]) ?? otherwise;
}
