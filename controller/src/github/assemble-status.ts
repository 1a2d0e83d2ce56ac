import type { CommitStatus } from '@souk/github/set-commit-status.ts';

/** How the registry stands to a commit that it has gone through. */
export interface PublishedCommit {
  readonly commit: string;
  readonly revision: number;
  /** Removals that it asked for, and that wait for approval. */
  readonly held: number;
  /** Files that name no entity, or whose content cannot be used; known of the commit that the registry holds now. */
  readonly broken?: readonly string[];
}

const STATUS_CONTEXT = 'souk/published';
/** What GitHub takes. */
const LONGEST = 140;

/** What is told of a commit on the Git host. */
export function assembleStatus(
  { commit, revision, held, broken = [] }: PublishedCommit,
  publicUrl: string | undefined,
): CommitStatus {
  const [state, description] = describe(revision, broken, held);
  return {
    ...{ sha: commit, context: STATUS_CONTEXT, state, description: shorten(description) },
    ...(publicUrl === undefined ? {} : { targetUrl: publicUrl }),
  };
}

function describe(
  revision: number,
  broken: readonly string[],
  held: number,
): [state: CommitStatus['state'], description: string] {
  const [first] = broken;
  if (held > 0)
    return ['pending', `Held: ${held === 1 ? 'a removal waits' : `${held} removals wait`} for approval`];
  if (first === undefined) return ['success', `Published at revision ${revision}`];
  const others = broken.length === 1 ? '' : ` and ${broken.length - 1} more`;
  return ['failure', `Published at revision ${revision} without ${first}${others}, which cannot be read`];
}

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).toWellFormed()}…`;
}
