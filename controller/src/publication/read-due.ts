import type { Finding } from '@souk/model/finding/finding.ts';
import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { SecurityScore } from '@souk/model/vetting/security-score.ts';
import { sql } from 'kysely';
import type { Verdict } from '../store/standing-tables.ts';
import type { Queryable } from '../store/store.ts';
import type { PublishableVersion } from './artifact/publishable-version.ts';

export interface DueVersion extends PublishableVersion {
  /** How often it was tried. */
  readonly attempts: number;
}

export interface DueQuery {
  readonly now: Date;
  readonly limit: number;
  /** Whether only what was looked through is published. */
  readonly vetted: boolean;
  /** What came before then is known to have been dealt with; nothing is when undefined. */
  readonly since: Date | undefined;
}

interface DueRow {
  readonly kind: Entry['kind'];
  readonly id: string;
  readonly version: string;
  readonly digest: string;
  readonly commit: string | null;
  readonly path: string | null;
  readonly manifest: Entry;
  readonly verdict: Verdict | null;
  readonly findings: readonly Finding[] | null;
  readonly risk: string | null;
  readonly score: SecurityScore | null;
  readonly attempts: number;
}

/** Accepted versions of this catalog that are not in the registry yet and may be tried now. */
export async function readDue(db: Queryable, { now, limit, vetted, since }: DueQuery): Promise<DueVersion[]> {
  const came = sql.ref(vetted ? 'v.vetted_at' : 'v.first_seen_at');
  const { rows } = await sql<DueRow>`
    with due as (
      (
        select kind, id, version, attempts from publication
        where state <> 'published' and due_at <= ${now} order by due_at limit ${limit}
      ) union all (
        select v.kind, v.id, v.version, 0 from entity_version as v
        where v.manifest is not null and v.kind in ('App', 'Connector')
          and ${since === undefined ? sql`${came} is not null` : sql`${came} >= ${since}`}
          and not exists (
            select 1 from publication as p where p.kind = v.kind and p.id = v.id and p.version = v.version
          )
          and not exists (
            select 1 from entity as e where e.kind = v.kind and e.id = v.id and e.source_id is not null
          )
        limit ${limit}
      )
    )
    select
      v.kind, v.id, v.version, v.digest, v."commit", v.path, v.manifest, v.verdict, v.findings, v.risk, v.score,
      due.attempts
    from due join entity_version as v using (kind, id, version)
    order by due.attempts desc, v.kind, v.id
    limit ${limit}`.execute(db);
  return rows.map(({ commit, path, verdict, findings, risk, score, ...row }) => ({
    ...row,
    commit: commit ?? undefined,
    path: path ?? undefined,
    verdict: verdict ?? undefined,
    findings: findings ?? [],
    risk: risk ?? undefined,
    score: score ?? undefined,
  }));
}
