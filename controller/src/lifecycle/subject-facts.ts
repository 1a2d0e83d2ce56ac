import type { Entry, Installation, Team } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { caseKey, type LifecycleCase } from './lifecycle-case.ts';
import type { DueCase } from './plan-step.ts';

/** Whom a case concerns. */
export interface SubjectFacts {
  readonly name: string;
  /** File in the catalog. */
  readonly path: string;
  readonly manifest: Entry | Installation;
  /** What is installed; undefined for an entry, and when it is gone. */
  readonly entry: Entry | undefined;
  /** Who answers for it. */
  readonly owner: Team | undefined;
  /** Who is told when time runs short. */
  readonly standIn: Team | undefined;
}

interface FactsRow {
  readonly name: string;
  readonly path: string;
  readonly manifest: Entry | Installation;
  readonly entry: Entry | null;
  readonly owner: Team | null;
  readonly stand_in: Team | null;
  readonly sent: string | number;
}

/**
 * Reads the subjects of cases, by the keys of the cases; one that has left the catalog is missing. Of an installation the
 * team that uses it is told, and whoever offers what it installs stands in for it.
 */
export async function readDueCases(
  db: Queryable,
  cases: readonly LifecycleCase[],
): Promise<Map<string, DueCase>> {
  const keys = JSON.stringify(cases.map(({ subject, trigger }) => ({ ...subject, trigger })));
  const { rows } = await sql<FactsRow>`
    select
      c.kind || '/' || c.id || '/' || c.trigger as name,
      s.path, s.manifest, e.manifest as entry, o.manifest as owner, b.manifest as stand_in,
      (
        select count(distinct number) from notice n
        where n.kind = c.kind and n.id = c.id and n.trigger = c.trigger and n.state = 'sent'
      ) as sent
    from json_to_recordset(${keys}::text::json) as c(kind text, id text, trigger text)
    join entity s on s.kind = c.kind and s.id = c.id and s.source_id is null and s.manifest is not null
    left join entity e
      on s.kind = 'Installation' and e.kind in ('App', 'Connector') and e.id = s.manifest->>'app'
        and e.source_id is null
    left join entity o
      on o.kind = 'Team' and o.source_id is null and o.id = coalesce(s.manifest->>'team', s.manifest->>'owner')
    left join entity b
      on b.kind = 'Team' and b.source_id is null
        and b.id = coalesce(s.manifest->>'backupOwner', e.manifest->>'owner')`.execute(db);
  const byName = new Map(rows.map((row) => [row.name, row]));
  return new Map(
    cases.flatMap((one) => {
      const row = byName.get(caseKey(one));
      if (row === undefined) return [];
      return [[caseKey(one), { one, sent: Number(row.sent), subject: subjectOf(row, one.subject.id) }]];
    }),
  );
}

function subjectOf({ path, manifest, entry, owner, stand_in }: FactsRow, id: string): SubjectFacts {
  return {
    name: manifest.name ?? id,
    path,
    manifest,
    entry: entry ?? undefined,
    owner: owner ?? undefined,
    standIn: stand_in ?? undefined,
  };
}
