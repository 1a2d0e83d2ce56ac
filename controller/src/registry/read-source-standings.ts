import type { Queryable } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** A source of our catalog, and how far it was followed. */
export interface SourceStanding {
  readonly id: string;
  readonly name: string | undefined;
  readonly url: string;
  readonly namespace: string;
  /** Teams that see what comes from there; everybody when undefined. */
  readonly visibleTo: readonly string[] | undefined;
  readonly installable: boolean;
  /** False when its manifest is broken or about to be removed, so that nothing is read. */
  readonly current: boolean;
  /** Undefined until it has been asked. */
  readonly followed: FollowedSource | undefined;
}

export interface FollowedSource {
  readonly state: Tables['source_cursor']['state'];
  readonly commit: string | undefined;
  readonly entities: number;
  readonly error: string | undefined;
  readonly changedAt: Date;
}

/** The sources of our catalog in the order of their ids: all, or one. */
export async function readSourceStandings(db: Queryable, id?: string): Promise<SourceStanding[]> {
  const rows = await db
    .selectFrom('entity')
    .leftJoin('source_cursor', 'source_cursor.source_id', 'entity.id')
    .select(['entity.id', 'entity.name', 'entity.manifest', 'entity.state as standing'])
    .select(['source_cursor.state', 'source_cursor.commit', 'entities', 'error', 'changed_at'])
    .where('entity.kind', '=', 'Source')
    .where('entity.source_id', 'is', null)
    .where('entity.manifest', 'is not', null)
    .$if(id !== undefined, (query) => query.where('entity.id', '=', id ?? ''))
    .orderBy('entity.id')
    .execute();
  return rows.map(({ manifest, standing, state, changed_at, ...row }) => {
    const { url, namespace, visibleTo, installable } = manifest ?? {};
    return {
      id: row.id,
      name: row.name ?? undefined,
      url: textOf(url),
      namespace: textOf(namespace),
      visibleTo: Array.isArray(visibleTo) ? visibleTo.map(textOf) : undefined,
      installable: installable === true,
      current: standing === 'ready',
      followed:
        state === null || changed_at === null
          ? undefined
          : {
              state,
              commit: row.commit ?? undefined,
              entities: row.entities ?? 0,
              error: row.error ?? undefined,
              changedAt: changed_at,
            },
    };
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
