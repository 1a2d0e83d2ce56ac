import type { VettedEntry, VettingFinding } from '../vetted-entry.ts';
import type { ArtifactSettings } from './artifact-settings.ts';
import { capRemarks } from './cap-remarks.ts';
import type { ContainerEvidence } from './container/lint-container-file.ts';
import { vetContainers } from './container/vet-containers.ts';
import type { DeployEvidence } from './deploy/lint-deploy-file.ts';
import { vetDeploys } from './deploy/vet-deploys.ts';
import { refuseUnknownRules, reportRemark } from './report-remark.ts';
import type { RunbookEvidence } from './runbook/lint-runbook.ts';
import { vetRunbook } from './runbook/vet-runbook.ts';
import type { TerraformEvidence } from './terraform/lint-terraform.ts';
import { vetTerraform } from './terraform/vet-terraform.ts';
import type { WorkflowEvidence } from './workflow/lint-workflow-file.ts';
import { vetWorkflows } from './workflow/vet-workflows.ts';

/** What the vetting learnt from the files that build, deploy and operate an entry. */
export interface ArtifactEvidence {
  readonly containers: readonly ContainerEvidence[];
  readonly deploys: readonly DeployEvidence[];
  readonly workflows: readonly WorkflowEvidence[];
  /** Null where there is no Terraform. */
  readonly terraform: TerraformEvidence | null;
  /** Null where the manifest names no runbook among the files. */
  readonly runbook: RunbookEvidence | null;
}

/**
 * Lints the container, deploy, Terraform, runbook and workflow files of an entry. Comments in the files silence nothing.
 *
 * @throws When the settings name a rule that does not exist, or a parser fails for no fault of the author.
 */
export async function vetArtifacts(
  vetted: VettedEntry,
  settings: ArtifactSettings,
): Promise<{ findings: readonly VettingFinding[]; evidence: ArtifactEvidence }> {
  refuseUnknownRules(settings);
  const containers = vetContainers(vetted, settings);
  const deploys = vetDeploys(vetted, settings);
  const terraform = await vetTerraform(vetted, settings);
  const runbook = vetRunbook(vetted, settings);
  const workflows = vetWorkflows(vetted, settings);
  const remarks = [containers, deploys, terraform, runbook, workflows].flatMap((linted) => linted.remarks);
  return {
    findings: capRemarks(remarks).flatMap((remark) => reportRemark(remark, settings)),
    evidence: {
      containers: containers.evidence,
      deploys: deploys.evidence,
      workflows: workflows.evidence,
      terraform: terraform.evidence[0] ?? null,
      runbook: runbook.evidence[0] ?? null,
    },
  };
}
