import type { Place } from '@souk/model/finding/draft-finding.ts';
import type { ContractRule } from '@souk/model/rule/vetting/contract-rules.ts';

/**
 * What a change does to those who rely on the contract: `breaking` stops some that worked, `risky` may surprise them,
 * `additive` gives them more.
 */
export type Impact = 'breaking' | 'risky' | 'additive';

/** A difference between a contract and its earlier version, as those on the other side see it. */
export interface ContractChange {
  readonly rule: ContractRule;
  readonly impact: Impact;
  readonly file: string;
  readonly place: Place;
  /** The part that changed, in words, such as `Shipment.status`. */
  readonly subject: string;
  /** What happened to it: a sentence whose subject is the subject. */
  readonly what: string;
  /** Operations or messages that are concerned. */
  readonly users: readonly string[];
}
