import { readsRisk } from '../policy/project-input.ts';
import { assessTiers } from './assess-tiers.ts';
import { type ComparedApprovals, compareApprovals } from './compare-approvals.ts';
import {
  type ComparedFindings,
  compareFindings,
  type JudgedTwice,
  type TiersOfSides,
} from './compare-findings.ts';
import { type ComparedRisk, compareRisk } from './compare-risk.ts';
import { sides } from './pair-answers.ts';
import { canDiffer, decidesTheSame, type RulePair } from './pair-rules.ts';
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
export function judgeTwice(judged: JudgedTwice): Differences {
  const riskDiffers = judged.pairs.some((pair) => layerOf(pair) === 'risk' && !decidesTheSame(pair));
  const approvalsDiffer = judged.pairs.some((pair) => layerOf(pair) === 'approval' && !decidesTheSame(pair));
  const tiers = riskDiffers || judged.pairs.some(needsRisk) ? tiersOf(judged, riskDiffers) : undefined;
  const findings = compareFindings(judged, tiers);
  return {
    findings,
    verdicts: turnedVerdicts(findings, judged, tiers),
    risk: tiers === undefined ? [] : compareRisk(judged, tiers),
    approvals: riskDiffers || approvalsDiffer ? compareApprovals(judged) : [],
  };
}

function tiersOf(judged: JudgedTwice, differ: boolean): TiersOfSides {
  const after = assessTiers('after', judged);
  return { before: differ ? assessTiers('before', judged) : after, after };
}

function needsRisk(pair: RulePair): boolean {
  return (
    canDiffer(pair) && layerOf(pair) !== 'risk' && sides.some((side) => readsRisk(pair[side]?.reads ?? []))
  );
}

function layerOf({ before, after }: RulePair): string | undefined {
  return (after ?? before)?.layer;
}
