import { formatKey } from '@souk/model/manifest/manifest.ts';
import type { EntryVetter } from '@souk/vetting/pipeline/create-vetting.ts';
import { formatAdvisories } from '../vetting/advisories-mark.ts';
import { isDue, type PlannedVetting } from '../vetting/plan-vetting.ts';
import { subjectOf } from '../vetting/vet-entry.ts';

export interface Watch {
  readonly vetter: Pick<EntryVetter, 'consultAdvisories'>;
  /** `Kind/id` of entries in which vulnerabilities were found: what these lead to depends on the day. */
  readonly withVulnerabilities: ReadonlySet<string>;
  readonly ended: AbortSignal;
}

/**
 * The entries that have to be looked through again though nobody changed them: advisories say something else of their
 * packages, a grace or a waiver may have run out, or the last look did not come to its end.
 */
export async function findOutdated(
  planned: readonly PlannedVetting[],
  { vetter, withVulnerabilities, ended }: Watch,
): Promise<PlannedVetting[]> {
  const outdated: PlannedVetting[] = [];
  for (const one of planned) {
    if (ended.aborted) return [];
    const { key, stage, vetted } = one.entry;
    // What was never looked through is about to be; nobody takes what is retired.
    if (vetted === undefined || stage === 'retired') continue;
    const isTimely = isDue(one) || vetted.verdict === 'error' || withVulnerabilities.has(formatKey(key));
    if (isTimely || (await isToldOtherwise(one, vetted.advisories, vetter))) outdated.push(one);
  }
  return outdated;
}

/** An entry of which nothing could be looked up before stays so until its files change. */
async function isToldOtherwise(
  one: PlannedVetting,
  before: string | undefined,
  vetter: Watch['vetter'],
): Promise<boolean> {
  const subject = before === undefined ? undefined : subjectOf(one);
  if (subject === undefined) return false;
  const use = await vetter.consultAdvisories(subject);
  return use === undefined || formatAdvisories(use) !== before;
}
