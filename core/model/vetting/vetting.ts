import type { CatalogRecord } from '../catalog/catalog.ts';
import type { DraftFinding } from '../finding/draft-finding.ts';
import type { SecretPlace } from '../finding/hide-secrets.ts';
import type { Entry } from '../manifest/manifest.ts';
import type { RiskTier } from '../risk/risk.ts';
import type { AdvisoryUse } from './advisory-use.ts';
import type { SecurityScore } from './security-score.ts';

/** An app or connector to look through, and what it was before the change. */
export interface VettingSubject {
  readonly record: CatalogRecord;
  readonly entry: Entry;
  readonly before?: { readonly record: CatalogRecord; readonly entry: Entry };
  /** Its risk, by which is weighed what is found. */
  readonly tier: RiskTier;
}

/** What was found in an entry and the files beside it. */
export interface EntryVetting {
  readonly drafts: readonly DraftFinding[];
  /** Absent when only a part was looked at. */
  readonly score?: SecurityScore;
  /** Absent where there is no bill of materials to hold against them. */
  readonly advisories?: AdvisoryUse;
  /** Where secrets stand, allowed ones too: nobody shows them. */
  readonly secrets: readonly SecretPlace[];
}

/** Looks through entries and the files beside them. Never throws for what they hold. */
export interface Vetting {
  /** Whether it looks for what a rule is about. */
  covers(rule: string): boolean;
  /** One answer for each subject, in their order. */
  vet(subjects: readonly VettingSubject[]): Promise<readonly EntryVetting[]>;
}
