import type { Queryable } from '../store/store.ts';
import type { ObservedEntity } from './plan-sync.ts';

export async function readObserved(db: Queryable): Promise<ObservedEntity[]> {
  const rows = await db.selectFrom('entity').select(['kind', 'id', 'path', 'fingerprint']).execute();
  return rows.map(({ kind, id, path, fingerprint }) => ({ key: { kind, id }, path, fingerprint }));
}
