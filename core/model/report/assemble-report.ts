import type { Approvals } from '../approval/approvals.ts';
import { permissionDiff } from '../change/permission-diff.ts';
import type { CheckContext } from '../check/check.ts';
import { installationsOf } from '../consumers/installations-of.ts';
import { declaredCost } from '../cost/declared-cost.ts';
import { previewChange } from '../cost/preview-change.ts';
import type { Finding } from '../finding/finding.ts';
import { formatKey, isEntryKind } from '../manifest/manifest.ts';
import type { Risk } from '../risk/risk.ts';
import type { SecurityScore } from '../vetting/security-score.ts';
import {
  type AffectedConsumer,
  type ChangedPermissions,
  type Report,
  type SimilarReport,
  verdictOf,
} from './report.ts';

export interface ReportParts {
  readonly context: CheckContext;
  readonly risk: Risk;
  readonly approvals: Approvals;
  readonly findings: readonly Finding[];
  /** By `Kind/id`. */
  readonly scores: ReadonlyMap<string, SecurityScore>;
  readonly commits: { readonly base: string | null; readonly head: string | null };
  readonly scope: Report['scope'];
  readonly timings: Report['timings'];
}

export function assembleReport({ context, findings, commits, ...parts }: ReportParts): Report {
  return {
    schema: 'souk.report/v1',
    ...commits,
    verdict: verdictOf(findings),
    risk: parts.risk,
    approvals: parts.approvals,
    changes: context.changes.map(({ key, type }) => ({ ...key, type })),
    findings,
    permissions: permissionsOf(context),
    cost: declaredCost(context.changes, context.settings),
    costPreview: previewChange(context),
    consumers: consumersOf(context),
    similar: similarOf(context),
    scores: context.subjects.flatMap(({ key }) => {
      const score = parts.scores.get(formatKey(key));
      return score === undefined ? [] : [{ ...key, ...score }];
    }),
    scope: parts.scope,
    timings: parts.timings,
  };
}

function permissionsOf({ changes }: CheckContext): ChangedPermissions[] {
  return changes
    .map(permissionDiff)
    .filter(({ added, removed }) => added.length + removed.length > 0)
    .map(({ entity, added, removed }) => ({ ...entity, added, removed }));
}

/** The installations of every app or connector that changes. */
function consumersOf({ changes, head }: CheckContext): AffectedConsumer[] {
  return changes
    .filter(({ key, type }) => isEntryKind(key.kind) && type !== 'added' && type !== 'moved')
    .flatMap(({ key }) =>
      installationsOf(head, key).map(({ record, installation }) => ({
        kind: record.key.kind,
        id: record.key.id,
        app: key.id,
        team: installation.team,
        environment: installation.environment,
        path: record.path,
      })),
    );
}

function similarOf(context: CheckContext): SimilarReport[] {
  return context.similar.flatMap(({ record, similar }) =>
    similar.map(({ entry, score, shared }) => ({
      kind: entry.kind,
      id: entry.id,
      to: record.key,
      name: entry.name,
      owner: entry.owner,
      score,
      shared,
    })),
  );
}
