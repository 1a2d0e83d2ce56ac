import { contractRules } from '../rule/vetting/contract-rules.ts';
import { pipelineRules } from '../rule/vetting/pipeline-rules.ts';
import { sbomRules } from '../rule/vetting/sbom-rules.ts';
import type { VettingPart } from './vetting-part-names.ts';

/** Whether what a rule is about is told when only some parts of the looking through are asked for. */
export function isOfParts(rule: string, parts: readonly VettingPart[]): boolean {
  if (Object.hasOwn(pipelineRules, rule)) return true;
  return parts.includes(partOfRule(rule));
}

function partOfRule(rule: string): VettingPart {
  if (Object.hasOwn(sbomRules, rule)) return 'sbom';
  return Object.hasOwn(contractRules, rule) ? 'contract' : 'vet';
}
