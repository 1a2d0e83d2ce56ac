import type { RepositoryClient } from './repository-client.ts';

/** From the first to the last line; 1 is the first of a file. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

export interface ChangedFile {
  readonly path: string;
  /** Lines, as they are after the change, that a review comment may stand on. */
  readonly lines: readonly LineRange[];
}

/**
 * The first 3,000 files of a pull request, which is all that the API gives. For placing comments, not for judging.
 *
 * @throws {GitHubError}
 */
export async function readChangedFilesOfPull(
  { octokit, owner, repo }: RepositoryClient,
  number: number,
): Promise<readonly ChangedFile[]> {
  const files = await octokit.paginate(octokit.rest.pulls.listFiles, {
    owner,
    repo,
    pull_number: number,
    per_page: 100,
  });
  return files.map(({ filename, patch = '' }) => ({ path: filename, lines: linesOf(patch) }));
}

/** Only the heads of hunks start with `@`; lines of the file have a mark before them. */
function linesOf(patch: string): readonly LineRange[] {
  return [...patch.matchAll(/^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/gm)].flatMap(([, start, count]) => {
    const from = Number(start);
    const length = Number(count ?? 1);
    return length === 0 ? [] : [{ from, to: from + length - 1 }];
  });
}
