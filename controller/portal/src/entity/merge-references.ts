import type { Reference } from '../api/types.ts';

export interface MergedReference {
  kind: string;
  id: string;
  name: string | undefined;
  relations: string[];
  isMissing: boolean;
}

/** One row for each entity, however many relations lead to it; in the order in which they first appear. */
export function mergeReferences(references: readonly Reference[]): MergedReference[] {
  const rows = new Map<string, MergedReference>();
  for (const { kind, id, name, relation, exists } of references) {
    const key = `${kind}/${id}`;
    const row = rows.get(key) ?? { kind, id, name, relations: [], isMissing: exists === false };
    if (!row.relations.includes(relation)) row.relations.push(relation);
    rows.set(key, row);
  }
  return [...rows.values()];
}
