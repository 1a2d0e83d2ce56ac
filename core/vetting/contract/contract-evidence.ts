import type { ContractFormat } from './document/contract-format.ts';

/** What is known of the contracts of an entry after they were looked at. */
export interface ContractEvidence {
  readonly documents: readonly DocumentEvidence[];
  /** Against the earlier version of the entry; all 0 where there is none. */
  readonly changes: { readonly breaking: number; readonly risky: number; readonly additive: number };
}

export interface DocumentEvidence {
  readonly file: string;
  /** Undefined where the document cannot be read or is of no known format. */
  readonly format?: ContractFormat;
  /** Operations of an API, webhooks and callbacks among them. */
  readonly operations: number;
  /** Messages that are sent or received over channels. */
  readonly messages: number;
  /** Examples that were held against their schemas. */
  readonly examples: number;
  /** Findings about the document itself; undefined where it did not change and was not linted again. */
  readonly problems?: number;
}
