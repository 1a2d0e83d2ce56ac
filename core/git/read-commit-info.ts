import type { Repository } from './repository.ts';
import { runGitListing } from './run-git.ts';
import type { CommitAuthorship } from './walk-branch.ts';

export interface CommitInfo extends CommitAuthorship {
  readonly committer: { readonly name: string; readonly email: string };
  /** First line of the message. */
  readonly subject: string;
  /** The lines `Name: value` that the message ends with, in their order; a name may come more than once. */
  readonly trailers: readonly { readonly name: string; readonly value: string }[];
}

/** @throws {GitError} */
export async function readCommitInfo({ dir }: Repository, commit: string): Promise<CommitInfo> {
  const format = ['%H', '%an', '%ae', '%cn', '%ce', '%cI', '%s', '%(trailers:only,unfold)'].join('%x00');
  const output = await runGitListing(dir, [
    // Not `show`, which compares the trees even when it is not to print what differs.
    'log',
    '--max-count=1',
    '--no-patch',
    '--no-show-signature',
    `--format=${format}`,
    '--end-of-options',
    commit,
  ]);
  const [
    id = '',
    name = '',
    email = '',
    committer = '',
    committerEmail = '',
    at = '',
    subject = '',
    trailers = '',
  ] = output.split('\0');
  return {
    commit: id,
    author: { name, email },
    committer: { name: committer, email: committerEmail },
    at: new Date(at),
    subject,
    trailers: parseTrailers(trailers),
  };
}

function parseTrailers(text: string): CommitInfo['trailers'] {
  return text.split('\n').flatMap((line) => {
    const [, name, value] = /^([^:\s]+)\s*:\s*(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [{ name, value }];
  });
}
