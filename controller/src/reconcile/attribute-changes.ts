import type { BranchWalk } from '@souk/git/walk-branch.ts';
import type { AuditActor } from '../store/log-tables.ts';

/** What is nobody's deed: it follows from something else, such as a rule or another entity. */
export const SOUK: AuditActor = { name: 'Souk' };

/** Which commit changed a file last, and whose it is. */
export interface Attribution {
  readonly commitOf: (path: string) => string | undefined;
  readonly actorOf: (path: string) => AuditActor;
}

/**
 * Who changed what on the way to a commit. What did not change on that way goes by its last commit, and nobody did it.
 *
 * @param walk undefined where the source can not tell the way, or has no commits: then nobody knows who did what
 */
export function attributeChanges(walk: BranchWalk | undefined, commit: string | undefined): Attribution {
  if (walk === undefined) return { commitOf: () => commit, actorOf: () => ({ name: 'unknown' }) };
  const { touched, head } = walk;
  return {
    commitOf: (path) => (touched.get(path) ?? head).commit,
    actorOf: (path) => touched.get(path)?.author ?? SOUK,
  };
}
