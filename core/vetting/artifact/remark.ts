import type { containerRules } from '@souk/model/rule/vetting/container-rules.ts';
import type { deployRules } from '@souk/model/rule/vetting/deploy-rules.ts';
import type { runbookRules } from '@souk/model/rule/vetting/runbook-rules.ts';
import type { terraformRules } from '@souk/model/rule/vetting/terraform-rules.ts';
import type { workflowRules } from '@souk/model/rule/vetting/workflow-rules.ts';

export type ArtifactRule =
  | keyof typeof containerRules
  | keyof typeof deployRules
  | keyof typeof runbookRules
  | keyof typeof terraformRules
  | keyof typeof workflowRules;

/** A piece of a text, in UTF-16 code units. */
export interface Span {
  readonly offset: number;
  readonly endOffset: number;
}

/** What a linter says of the one file it reads. */
export interface Remark {
  readonly rule: ArtifactRule;
  readonly message: string;
  readonly help: string;
  readonly place: Span;
  /** Names the one thing it is about; the same in each version of the file. */
  readonly about?: string;
  /** Overrides the level of the rule. */
  readonly level?: 'deny' | 'warn' | 'notice';
}

export const startOfFile: Span = { offset: 0, endOffset: 0 };
