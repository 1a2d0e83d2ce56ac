import type { Queryable } from '../store/store.ts';
import type { Viewer } from './viewer.ts';

/** What our own catalog lets people do with what comes from another. */
export interface SourceAccess {
  readonly namespace: string;
  /** Teams that see it; everybody when undefined. */
  readonly visibleTo: readonly string[] | undefined;
  readonly installable: boolean;
}

export type AccessBySource = ReadonlyMap<string, SourceAccess>;

/** Reads it from the manifests of the sources, so that it holds from the moment in which they change. */
export async function readSourceAccess(db: Queryable): Promise<AccessBySource> {
  const rows = await db
    .selectFrom('entity')
    .select(['id', 'manifest'])
    .where('kind', '=', 'Source')
    .where('source_id', 'is', null)
    .where('manifest', 'is not', null)
    .execute();
  return new Map(
    rows.map(({ id, manifest }) => {
      const { namespace, visibleTo, installable } = manifest ?? {};
      const access = {
        namespace: typeof namespace === 'string' ? namespace : '',
        visibleTo: visibleTo === undefined ? undefined : textsOf(visibleTo),
        installable: installable === true,
      };
      return [id, access];
    }),
  );
}

/** What nobody is let see, or nobody knows anything of any more, only those see from whom nothing is hidden. */
export function maySee(viewer: Viewer, access: SourceAccess | undefined): boolean {
  if (viewer === 'everything') return true;
  if (access === undefined) return false;
  return access.visibleTo?.some((team) => viewer.teams.includes(team)) ?? true;
}

/** The sources whose entries a viewer may see; undefined where nothing is hidden. */
export async function readSeenSources(db: Queryable, viewer: Viewer): Promise<readonly string[] | undefined> {
  if (viewer === 'everything') return undefined;
  return [...(await readSourceAccess(db))].flatMap(([id, access]) => (maySee(viewer, access) ? [id] : []));
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
