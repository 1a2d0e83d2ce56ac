import { containerRules } from '@souk/model/rule/vetting/container-rules.ts';
import { deployRules } from '@souk/model/rule/vetting/deploy-rules.ts';
import { runbookRules } from '@souk/model/rule/vetting/runbook-rules.ts';
import { terraformRules } from '@souk/model/rule/vetting/terraform-rules.ts';
import { workflowRules } from '@souk/model/rule/vetting/workflow-rules.ts';
import type { VettingFinding } from '../vetted-entry.ts';
import type { ArtifactSettings } from './artifact-settings.ts';
import type { FiledRemark } from './linted.ts';

const rules = { ...containerRules, ...deployRules, ...runbookRules, ...terraformRules, ...workflowRules };

/** A remark at the level that the settings give its rule; nothing for rules that are off. */
export function reportRemark(
  { file, remark }: FiledRemark,
  { levels }: Pick<ArtifactSettings, 'levels'>,
): VettingFinding[] {
  const { level: own, ...problem } = remark;
  const level = (Object.hasOwn(levels, remark.rule) ? levels[remark.rule] : undefined) ?? own;
  if (level === 'off') return [];
  return [{ ...problem, file, ...(level === undefined ? {} : { level }) }];
}

/** A misspelt id would leave its rule as it was, without a word. */
export function refuseUnknownRules({ levels }: Pick<ArtifactSettings, 'levels'>): void {
  const unknown = Object.keys(levels).find((rule) => !Object.hasOwn(rules, rule));
  if (unknown !== undefined)
    throw new Error(`The settings give a level to ${unknown}, which is no rule of artifacts.`);
}
