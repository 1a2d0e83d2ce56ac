import type { AdvisoryUse } from '@souk/model/vetting/advisory-use.ts';
import { vetSbom } from '../sbom/vet-sbom.ts';
import { digestAdvisories } from '../vulnerability/digest-advisories.ts';
import { storeAt, validators } from './opened-once.ts';
import type { VettingTaskInput } from './vetting-task.ts';

/** What the advisories have to do with an entry; undefined where it has no bill of materials that can be read. */
export async function consultAdvisories({
  vetted,
  settings,
  now,
  advisories,
}: VettingTaskInput): Promise<AdvisoryUse | undefined> {
  const { sbom } = await vetSbom(vetted, settings.sbom, { now, validators });
  if (sbom === undefined) return undefined;
  return digestAdvisories(sbom, storeAt(advisories.dir), settings.vulnerability.maxStoreAgeHours, now);
}
