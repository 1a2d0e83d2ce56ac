import { randomUUID } from 'node:crypto';
import { type Repository, resolveCommit } from './repository.ts';
import { runGitBinary } from './run-git.ts';

/** A plain file of a commit; its path is canonical, relative to the root of the repository. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Makes a commit that adds or replaces files, as objects only: no branch moves and nothing is checked out.
 *
 * @param parent commit that the files are added to; none for the first of a line
 * @param message what the commit says of itself
 * @returns id of the commit, the same for the same files
 * @throws {GitError}
 */
export async function writeCommit(
  { dir }: Repository,
  parent: string | undefined,
  files: readonly NewFile[],
  message = 'draft',
): Promise<string> {
  // Git needs a name for it while it is written; afterwards the id is enough.
  const ref = `refs/souk/draft/${randomUUID()}`;
  const changes = files.map(({ path, text }) => `M 100644 inline ${quote(path)}\n${data(text)}`);
  const commit = [
    `commit ${ref}`,
    'committer Souk <souk@localhost> 0 +0000',
    data(message),
    ...(parent === undefined ? [] : [`from ${parent}`]),
  ];
  await runGitBinary(dir, ['fast-import', '--quiet'], `${[...commit, ...changes].join('\n')}\ndone\n`);
  try {
    return await resolveCommit(dir, ref);
  } finally {
    await runGitBinary(dir, ['update-ref', '-d', ref], '');
  }
}

/** A length in bytes and then the bytes: nothing in them is read as a command. */
function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}

function quote(path: string): string {
  return `"${path.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
