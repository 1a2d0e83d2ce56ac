import type { Catalog } from '../catalog/catalog.ts';
import type { DraftFinding } from '../finding/draft-finding.ts';
import { isVettingRule } from '../rule/vetting-rules.ts';
import type { EntryVetting, Vetting, VettingSubject } from '../vetting/vetting.ts';
import { applyWaivers } from '../waiver/apply-waivers.ts';
import { checkUnusedWaivers } from '../waiver/check-unused.ts';
import type { WaiverSettings } from '../waiver/waiver-settings.ts';

/** What entries are judged against when they are looked through without a change. */
export interface VettingContext {
  readonly head: Catalog;
  readonly waivers: WaiverSettings;
  readonly now: Date;
}

/** What looking through one entry as it stands leads to: what was found there, and waivers that it has no need of. */
export type VettingJudgement = EntryVetting & { readonly unusedWaivers: readonly DraftFinding[] };

/** Looks through one entry as it stands, whatever changed, and applies the waivers, as `judge` does for a change. */
export async function judgeVetting(
  subject: VettingSubject,
  vetting: Vetting,
  { head, waivers, now }: VettingContext,
): Promise<VettingJudgement> {
  const [vetted] = await vetting.vet([subject]);
  if (vetted === undefined) throw new Error(`There is no answer for ${subject.record.path}.`);
  const waived = applyWaivers(vetted.drafts, { head, changes: [], now, settings: waivers });
  const ran = (rule: string): boolean => isVettingRule(rule) && vetting.covers(rule);
  const judged = { head, subjects: [subject.record], changes: [], now, ran };
  return { ...vetted, drafts: waived.drafts, unusedWaivers: checkUnusedWaivers(judged, waived.used) };
}
