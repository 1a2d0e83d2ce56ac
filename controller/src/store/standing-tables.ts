import type { Level, Location } from '@souk/model/finding/finding.ts';
import type { Kind } from '@souk/model/manifest/manifest.ts';
import type { SecurityScore } from '@souk/model/vetting/security-score.ts';
import type { Generated } from 'kysely';
import type { Json } from './column-types.ts';

export type Verdict = 'pass' | 'fail' | 'error';
export type FindingOrigin = 'check' | 'vetting';
export type ConditionStatus = 'True' | 'False' | 'Unknown';
/**
 * - `Accepted`: the file on the branch is what the registry holds
 * - `Compliant`: the checks and policies have nothing to deny
 * - `Vetted`: the entry was looked through and nothing was found to deny
 * - `Published`: its version lies in the OCI registry
 */
export type ConditionType = 'Accepted' | 'Compliant' | 'Vetted' | 'Published';

export interface FindingTable {
  kind: Kind;
  id: string;
  ordinal: number;
  rule: string;
  level: Level;
  message: string;
  help: string;
  docs: string;
  location: Json<Location>;
  waived_by: string | null;
  /** Who found it: the checks of a sync, or the vetting that follows it. */
  origin: Generated<FindingOrigin>;
}

/** One aspect of how an entity stands, as in Kubernetes: `changed_at` moves with `status` alone. */
export interface ConditionTable {
  kind: Kind;
  id: string;
  type: ConditionType;
  status: ConditionStatus;
  reason: string;
  message: string;
  location: Json<Location> | null;
  observed_commit: string | null;
  changed_at: Date;
}

/** The last time an entry was looked through, and by what. */
export interface VettingTable {
  kind: Kind;
  id: string;
  /** Digest of all that the result depends on but the advisories: what is unchanged is not looked through again. */
  input: string;
  verdict: Verdict;
  score: Json<SecurityScore> | null;
  /** Which advisories it was held against. */
  advisories: string | null;
  vetted_at: Date;
}
