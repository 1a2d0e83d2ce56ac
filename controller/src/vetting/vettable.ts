import type { RiskTier } from '@souk/model/risk/risk.ts';
import type { Verdict } from '../store/standing-tables.ts';

export const entryKinds = ['App', 'Connector'] as const;
export type EntryKind = (typeof entryKinds)[number];

export interface EntryKey {
  readonly kind: EntryKind;
  readonly id: string;
}

/** An app or connector of this catalog, and how it was looked through last. */
export interface Vettable {
  readonly key: EntryKey;
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

export function isEntryKind(kind: string): kind is EntryKind {
  return entryKinds.some((known) => known === kind);
}

/** The app or connector of a name such as `App/crm`; undefined for what cannot be looked through. */
export function parseEntryName(name: string): EntryKey | undefined {
  const slash = name.indexOf('/');
  const kind = name.slice(0, slash);
  return isEntryKind(kind) ? { kind, id: name.slice(slash + 1) } : undefined;
}
