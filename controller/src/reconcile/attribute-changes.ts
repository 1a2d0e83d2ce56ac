import type { BranchWalk } from '@souk/git/walk-branch.ts';
import type { AuditActor } from '../store/tables.ts';

/** Which commit changed a file last, and whose it is. */
export interface Attribution {
  readonly commitOf: (path: string) => string | undefined;
  readonly actorOf: (path: string) => AuditActor;
}

/**
 * Who changed what on the way to a commit. What did not change on that way goes by its last commit.
 *
 * @param walk undefined where files are followed without commits: nobody knows who edits them
 */
export function attributeChanges(walk: BranchWalk | undefined): Attribution {
  if (walk === undefined) return { commitOf: () => undefined, actorOf: () => ({ name: 'unknown' }) };
  const { touched, head } = walk;
  return {
    commitOf: (path) => (touched.get(path) ?? head).commit,
    actorOf: (path) => (touched.get(path) ?? head).author,
  };
}
