import { type EntityKey, formatKey, type Kind } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import type { Queryable, Store } from '../store/store.ts';
import { loadEntities } from './load-entities.ts';
import type { LoadedEntity } from './read-model.ts';
import { type AccessBySource, readSourceAccess } from './source-access.ts';

/** A state of the store, as one moment shows it. */
export interface Place {
  /** Tells this database from one made anew. */
  readonly epoch: string;
  readonly revision: number;
  /** The last event. */
  readonly seq: number;
}

export type News =
  | { readonly type: 'none' }
  | {
      readonly type: 'some';
      readonly place: Place;
      readonly entities: readonly LoadedEntity[];
      readonly access: AccessBySource;
      /** Those that are no more. */
      readonly gone: readonly EntityKey[];
    }
  | Everything;

interface Everything {
  readonly type: 'all';
  readonly place: Place;
  readonly entities: readonly LoadedEntity[];
  readonly access: AccessBySource;
}

/** Above this it is better to read everything than to look entities up one by one. */
const MOST_LOOKED_UP = 5_000;

/**
 * Reads what has happened to entities since a place, all of it as of one moment: those that an event names. Where
 * events are missing, or belong to another database, everything is read.
 */
export async function readNews(db: Store['db'], since: Place): Promise<News> {
  if (isSame(await readPlace(db), since)) return { type: 'none' };
  return atOneMoment(db, async (moment) => {
    const place = await readPlace(moment);
    const access = await readSourceAccess(moment);
    const keys = await readTouched(moment, since, place);
    if (keys === undefined || keys.length > MOST_LOOKED_UP)
      return { type: 'all', place, entities: await loadEntities(moment), access };
    const entities = await loadEntities(moment, keys);
    const found = new Set(entities.map(({ record }) => formatKey(record)));
    const gone = keys.filter((key) => !found.has(formatKey(key)));
    return { type: 'some', place, entities, access, gone };
  });
}

export function readEverything(db: Store['db']): Promise<Everything> {
  return atOneMoment(db, async (moment) => ({
    type: 'all',
    place: await readPlace(moment),
    entities: await loadEntities(moment),
    access: await readSourceAccess(moment),
  }));
}

/** All statements of the work see the same state, whatever is committed meanwhile. */
function atOneMoment<T>(db: Store['db'], work: (moment: Queryable) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);
}

/** Events of the catalog as a whole name nobody. */
interface NamedEntity {
  readonly kind: Kind | null;
  readonly id: string | null;
  readonly events: string | number;
}

/** Undefined where the events do not tell the whole story, or tell no more than that everything is new. */
async function readTouched(db: Queryable, since: Place, place: Place): Promise<EntityKey[] | undefined> {
  if (since.seq === 0) return undefined;
  const silent = place.seq === since.seq && place.revision !== since.revision;
  if (place.epoch !== since.epoch || silent) return undefined;
  const { rows } = await sql<NamedEntity>`
    select kind, id, count(*) as events from event
    where seq > ${since.seq} and seq <= ${place.seq}
    group by kind, id`.execute(db);
  const events = rows.reduce((sum, row) => sum + Number(row.events), 0);
  if (events !== place.seq - since.seq) return undefined;
  return rows.flatMap(({ kind, id }) => (kind === null || id === null ? [] : [{ kind, id }]));
}

async function readPlace(db: Queryable): Promise<Place> {
  const { rows } = await sql<{ epoch: string; revision: number; seq: string | number }>`
    select epoch, revision, seq from sync_cursor, log_head where log = 'event'`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('The store does not say how far it is.');
  return { ...row, seq: Number(row.seq) };
}

function isSame(a: Place, b: Place): boolean {
  return a.epoch === b.epoch && a.revision === b.revision && a.seq === b.seq;
}
