import type { RiskTier } from '@souk/model/risk/risk.ts';
import type { Verdict } from '../store/tables.ts';

export type EntryKind = 'App' | 'Connector';

/** An app or connector of this catalog, and how it was looked through last. */
export interface Vettable {
  readonly key: { readonly kind: EntryKind; readonly id: string };
  /** SHA-256 of the manifest that the registry holds. */
  readonly digest: string;
  readonly version: string | undefined;
  readonly stage: string | undefined;
  readonly risk: RiskTier | undefined;
  /** Commit that brought its content. */
  readonly commit: string | undefined;
  /** Absent when it was never looked through. */
  readonly vetted?: PastVetting;
}

export interface PastVetting {
  /** Digest of all that the result depends on but the advisories and the day. */
  readonly input: string;
  readonly verdict: Verdict;
  /** What it was held against, as `formatAdvisories` writes it; undefined where nothing could be looked up. */
  readonly advisories: string | undefined;
  readonly at: Date;
}
