import { createHash } from 'node:crypto';
import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { locateDrafts } from '@souk/model/check/check-catalog.ts';
import { judgeVetting } from '@souk/model/check/judge-vetting.ts';
import type { Finding } from '@souk/model/finding/finding.ts';
import { isEntry } from '@souk/model/manifest/manifest.ts';
import { verdictOf } from '@souk/model/report/report.ts';
import type { SecurityScore } from '@souk/model/vetting/security-score.ts';
import type { Vetting, VettingSubject } from '@souk/model/vetting/vetting.ts';
import { blotKnownForms } from '@souk/vetting/secret/blot-known-forms.ts';
import type { Verdict } from '../store/standing-tables.ts';
import { formatAdvisories } from './advisories-mark.ts';
import type { VettingPolicies } from './open-vetting-policies.ts';
import type { PlannedVetting } from './plan-vetting.ts';

/** What looking through an entry came to. */
export interface VettingResult {
  readonly findings: readonly Finding[];
  /** Findings on waivers that name the entry and silence nothing, by their place in a file of their own. */
  readonly unusedWaivers: readonly Finding[];
  readonly verdict: Verdict;
  readonly score: SecurityScore | undefined;
  /** As `formatAdvisories` writes it. */
  readonly advisories: string | undefined;
}

export interface VettingTools {
  readonly snapshot: Pick<CatalogSnapshot, 'catalog' | 'readTexts'>;
  readonly policies: Pick<VettingPolicies, 'waivers'>;
  readonly vetting: Vetting;
  readonly now: Date;
}

/** Looks through one entry as a pull request would; undefined where the registry holds another manifest by now. */
export async function vetEntry(
  planned: PlannedVetting,
  { snapshot, policies, vetting, now }: VettingTools,
): Promise<VettingResult | undefined> {
  const subject = subjectOf(planned);
  if (subject === undefined) return undefined;
  const context = { head: snapshot.catalog, waivers: policies.waivers, now };
  const { drafts, unusedWaivers, score, secrets, advisories } = await judgeVetting(subject, vetting, context);
  const located = await locateDrafts([...drafts, ...unusedWaivers], snapshot, secrets, blotKnownForms);
  const isOnWaiver = ({ entity }: Finding): boolean => entity?.kind === 'Waiver';
  const findings = located.findings.filter((finding) => !isOnWaiver(finding));
  return {
    findings,
    unusedWaivers: located.findings.filter(isOnWaiver),
    verdict: verdictOf(findings),
    score,
    advisories: advisories === undefined ? undefined : formatAdvisories(advisories),
  };
}

/** One whose risk is not known is taken for one of high risk. */
export function subjectOf({ entry, record }: PlannedVetting): VettingSubject | undefined {
  const { manifest } = record;
  if (manifest === undefined || !isEntry(manifest)) return undefined;
  const digest = createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
  if (entry.digest !== `sha256:${digest}`) return undefined;
  return { record, entry: manifest, tier: entry.risk ?? 'high' };
}
