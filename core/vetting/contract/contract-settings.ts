import type { DocumentLimits } from './document/document-limits.ts';
import type { LintSettings } from './lint/lint-settings.ts';

/** What an organisation asks of the contracts of its entries: the section `contract` of policies/data/vetting.yaml. */
export interface ContractSettings {
  readonly limits: ContractLimits;
  readonly lint: LintSettings;
  /** How grave it is to add to a contract under a version that says nothing was added. */
  readonly additionsWithoutMinor: 'deny' | 'warn' | 'notice' | 'off';
}

export interface ContractLimits extends DocumentLimits {
  /** Most pairs of schemas that a comparison with the earlier version looks at. */
  readonly comparisons: number;
  /** Most examples of a document that are held against their schemas. */
  readonly examples: number;
  /** Most findings of one kind that are listed one by one for a document. */
  readonly findings: number;
}
