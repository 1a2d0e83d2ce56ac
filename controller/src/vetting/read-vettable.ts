import type { Queryable } from '../store/store.ts';
import { type EntryKey, entryKinds, isEntryKind, type Vettable } from './vettable.ts';
import { isOneOf } from './vetting-findings.ts';

/**
 * The apps and connectors of this catalog; those of other catalogs are looked through where they come from.
 *
 * @param keys those to read; all of them when absent
 */
export async function readVettable(db: Queryable, keys?: readonly EntryKey[]): Promise<Vettable[]> {
  const rows = await db
    .selectFrom('entity')
    .leftJoin('vetting', (join) =>
      join.onRef('vetting.kind', '=', 'entity.kind').onRef('vetting.id', '=', 'entity.id'),
    )
    .select(['entity.kind', 'entity.id', 'digest', 'version', 'stage', 'risk', 'commit'])
    .select(['vetting.input', 'vetting.verdict', 'vetting.advisories', 'vetting.vetted_at'])
    .where('source_id', 'is', null)
    // Not both: the embedded database, which has no statistics, would go through all entries for the kind.
    .where((where) => (keys === undefined ? where('entity.kind', 'in', entryKinds) : isOneOf(keys, 'entity')))
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
