import { AssessedTiers } from './assessed-tiers.ts';
import { type ComparedApprovals, compareApprovals } from './compare-approvals.ts';
import { type ComparedFindings, compareFindings, type JudgedTwice } from './compare-findings.ts';
import { type ComparedRisk, compareRisk } from './compare-risk.ts';
import { decidesTheSame, type RulePair } from './pair-rules.ts';
import { type TurnedVerdict, turnedVerdicts } from './turned-verdicts.ts';

/** All in which two bundles differ over one catalog. */
export interface Differences {
  /** Of each entity and rule that the two may judge differently; those with a flip do. */
  readonly findings: readonly ComparedFindings[];
  readonly verdicts: readonly TurnedVerdict[];
  readonly risk: readonly ComparedRisk[];
  readonly approvals: readonly ComparedApprovals[];
}

/**
 * Judges a catalog by two bundles. What cannot differ is not asked: the rules that find the same on both sides, and weigh
 * the same, say nothing here.
 */
export async function judgeTwice(judged: JudgedTwice): Promise<Differences> {
  const tiers = new AssessedTiers(judged);
  const findings = compareFindings(judged, tiers);
  return {
    findings,
    verdicts: await turnedVerdicts(findings, judged, tiers),
    risk: compareRisk(judged, tiers),
    approvals: judged.pairs.some(canChangeApprovals) ? compareApprovals(judged) : [],
  };
}

/** Approvals go by the risk, too. */
function canChangeApprovals(pair: RulePair): boolean {
  const layer = (pair.after ?? pair.before)?.layer;
  return (layer === 'risk' || layer === 'approval') && !decidesTheSame(pair);
}
