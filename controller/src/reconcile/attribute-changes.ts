import type { AuditActor } from '../store/tables.ts';
import type { CatalogSource, CommitAuthorship } from './catalog-source.ts';

/** Which commit changed a file last, and whose it is. */
export interface Attribution {
  readonly commitOf: (path: string) => string | undefined;
  readonly actorOf: (path: string) => AuditActor;
}

/** Somebody edits the files of a folder without a commit; nobody knows who. */
const unknownEditor: Attribution = { commitOf: () => undefined, actorOf: () => ({ name: 'unknown' }) };

/**
 * Finds out who changed what on the way to a commit. What did not change on that way, or nobody can tell, goes by the
 * commit itself.
 *
 * @param from commit where the registry stands
 */
export async function attributeChanges(
  { history }: Pick<CatalogSource, 'history'>,
  from: string | undefined,
  to: string | undefined,
): Promise<Attribution> {
  if (history === undefined || to === undefined)
    return to === undefined ? unknownEditor : { ...unknownEditor, commitOf: () => to };
  const [head, byPath] = await Promise.all([
    history.authorship(to),
    from !== undefined && from !== to && (await history.isAncestor(from, to))
      ? history.attribute(from, to)
      : new Map<string, CommitAuthorship>(),
  ]);
  const of = (path: string): CommitAuthorship => byPath.get(path) ?? head;
  return { commitOf: (path) => of(path).commit, actorOf: (path) => of(path).author };
}
