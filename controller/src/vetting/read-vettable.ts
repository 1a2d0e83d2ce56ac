import type { Queryable } from '../store/store.ts';
import type { EntryKind, Vettable } from './vettable.ts';

const kinds: readonly EntryKind[] = ['App', 'Connector'];

/** The apps and connectors of this catalog; those of other catalogs are looked through where they come from. */
export async function readVettable(db: Queryable): Promise<Vettable[]> {
  const rows = await db
    .selectFrom('entity')
    .leftJoin('vetting', (join) =>
      join.onRef('vetting.kind', '=', 'entity.kind').onRef('vetting.id', '=', 'entity.id'),
    )
    .select(['entity.kind', 'entity.id', 'digest', 'version', 'stage', 'risk', 'commit'])
    .select(['vetting.input', 'vetting.verdict', 'vetting.advisories', 'vetting.vetted_at'])
    .where('entity.kind', 'in', kinds)
    .where('source_id', 'is', null)
    .orderBy('entity.kind')
    .orderBy('entity.id')
    .execute();
  return rows.flatMap(({ kind, id, digest, version, stage, risk, commit, ...vetting }): Vettable[] => {
    if (!isEntryKind(kind)) return [];
    const { input, verdict, advisories, vetted_at } = vetting;
    const entry = {
      key: { kind, id },
      digest,
      version: version ?? undefined,
      stage: stage ?? undefined,
      risk: risk ?? undefined,
      commit: commit ?? undefined,
    };
    if (input === null || verdict === null || vetted_at === null) return [entry];
    return [{ ...entry, vetted: { input, verdict, advisories: advisories ?? undefined, at: vetted_at } }];
  });
}

function isEntryKind(kind: string): kind is EntryKind {
  return kinds.some((known) => known === kind);
}
