import type { BuiltInRule } from './rule-table.ts';
import { containerRules } from './vetting/container-rules.ts';
import { contractRules } from './vetting/contract-rules.ts';
import { dependencyRules } from './vetting/dependency-rules.ts';
import { deployRules } from './vetting/deploy-rules.ts';
import { licenseRules } from './vetting/license-rules.ts';
import { pipelineRules } from './vetting/pipeline-rules.ts';
import { runbookRules } from './vetting/runbook-rules.ts';
import { sbomRules } from './vetting/sbom-rules.ts';
import { secretRules } from './vetting/secret-rules.ts';
import { signatureRules } from './vetting/signature-rules.ts';
import { terraformRules } from './vetting/terraform-rules.ts';
import { vulnerabilityRules } from './vetting/vulnerability-rules.ts';
import { workflowRules } from './vetting/workflow-rules.ts';

/** What apps, connectors and the files beside them are looked through for. */
export const vettingRules = {
  ...pipelineRules,
  ...sbomRules,
  ...vulnerabilityRules,
  ...licenseRules,
  ...dependencyRules,
  ...secretRules,
  ...signatureRules,
  ...containerRules,
  ...terraformRules,
  ...deployRules,
  ...runbookRules,
  ...workflowRules,
  ...contractRules,
} as const satisfies Record<string, BuiltInRule>;

export function isVettingRule(id: string): boolean {
  return Object.hasOwn(vettingRules, id);
}
