import type { EntityKey, Entry, Installation, Team } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

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
  readonly path: string;
  readonly manifest: Entry | Installation;
  readonly entry: Entry | null;
  readonly owner: Team | null;
  readonly stand_in: Team | null;
}

/** Of an installation the team that uses it is told, and whoever offers what it installs stands in for it. */
export async function readSubject(db: Queryable, { kind, id }: EntityKey): Promise<SubjectFacts | undefined> {
  const { rows } = await sql<FactsRow>`
    select s.path, s.manifest, e.manifest as entry, o.manifest as owner, b.manifest as stand_in
    from entity s
    left join entity e
      on s.kind = 'Installation' and e.kind in ('App', 'Connector') and e.id = s.manifest->>'app'
        and e.source_id is null
    left join entity o
      on o.kind = 'Team' and o.source_id is null and o.id = coalesce(s.manifest->>'team', s.manifest->>'owner')
    left join entity b
      on b.kind = 'Team' and b.source_id is null and b.id = coalesce(s.manifest->>'backupOwner', e.manifest->>'owner')
    where s.kind = ${kind} and s.id = ${id} and s.source_id is null and s.manifest is not null`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    name: row.manifest.name ?? id,
    path: row.path,
    manifest: row.manifest,
    entry: row.entry ?? undefined,
    owner: row.owner ?? undefined,
    standIn: row.stand_in ?? undefined,
  };
}
