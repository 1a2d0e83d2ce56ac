import type { Approvals } from '../approval/approvals.ts';
import type { ChangeType } from '../change/change.ts';
import type { PermissionDiff } from '../change/permission-diff.ts';
import type { DeclaredCost } from '../cost/declared-cost.ts';
import type { ChangePreview } from '../cost/preview-change.ts';
import type { Finding } from '../finding/finding.ts';
import type { EntityKey } from '../manifest/manifest.ts';
import type { Risk } from '../risk/risk.ts';
import type { SecurityScore } from '../vetting/security-score.ts';

export type Verdict = 'pass' | 'fail' | 'error';

/** An installation that a change touches. */
export interface AffectedConsumer extends EntityKey {
  readonly app: string;
  readonly team: string;
  readonly environment: string;
  readonly path: string;
}

/** An existing entry with much the same purpose as a new one. */
export interface SimilarReport extends EntityKey {
  /** The new entry. */
  readonly to: EntityKey;
  readonly name: string;
  readonly owner: string;
  readonly score: number;
  readonly shared: readonly string[];
}

/** What an entity may newly do, and what it no longer may. */
export interface ChangedPermissions extends EntityKey, Omit<PermissionDiff, 'entity'> {}

export interface EntryScore extends EntityKey, SecurityScore {}

/** The outcome of a check: schemas/report.schema.json describes it for programs outside. */
export interface Report {
  readonly schema: 'souk.report/v1';
  /** Commit that the change is compared with; null where there is none. */
  readonly base: string | null;
  /** Commit that is judged; null for files on disk. */
  readonly head: string | null;
  readonly verdict: Verdict;
  readonly risk: Risk;
  readonly approvals: Approvals;
  readonly changes: readonly (EntityKey & { readonly type: ChangeType })[];
  readonly findings: readonly Finding[];
  /** Of each entity that may do more or less than before. */
  readonly permissions: readonly ChangedPermissions[];
  /** Declared cost before and after; null when nothing that costs changed. */
  readonly cost: DeclaredCost | null;
  /** What things cost a month before and after; null when neither billing, installations nor prices changed. */
  readonly costPreview: ChangePreview | null;
  readonly consumers: readonly AffectedConsumer[];
  readonly similar: readonly SimilarReport[];
  /** Of each app and connector that was looked through. */
  readonly scores: readonly EntryScore[];
  /** How many manifests were judged, of how many. */
  readonly scope: { readonly judged: number; readonly total: number };
  /** Milliseconds by phase. */
  readonly timings: Readonly<Record<string, number>>;
}

/** No work done is an error, never a pass; an unwaived deny fails. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  const open = findings.filter(({ waivedBy }) => waivedBy === undefined);
  if (open.some(({ level }) => level === 'error')) return 'error';
  return open.some(({ level }) => level === 'deny') ? 'fail' : 'pass';
}
