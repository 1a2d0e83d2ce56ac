import type { Fields } from '../operations/operation.ts';
import { baseOf, headOf, type PullRequest } from './pull-head.ts';
import type { World } from './world.ts';

/** As many files as GitHub lists of one pull request. */
const MOST_FILES = 3000;

/** As many commits. */
const MOST_COMMITS = 250;

const STATUSES: Readonly<Record<string, string>> = { A: 'added', D: 'removed', M: 'modified', T: 'changed' };

/** The changed files of a pull request as GitHub lists them: the first 3,000. */
export async function listFiles(world: World, issue: PullRequest): Promise<Fields[]> {
  const [base, head] = await rangeOf(world, issue);
  const diff = (...args: string[]) => world.origin.git(['diff', '--no-renames', ...args, base, head]);
  const raw = (await diff('--raw', '--no-abbrev', '-z')).split('\0');
  const patches = (await diff()).split(/^diff --git /m).slice(1);
  return Iterator.from(Array(Math.floor(raw.length / 2)).keys())
    .take(MOST_FILES)
    .map((index) => renderFile(raw[index * 2] ?? '', raw[index * 2 + 1] ?? '', patches[index] ?? ''))
    .toArray();
}

function renderFile(raw: string, filename: string, diff: string): Fields {
  const [, , , sha = null, letter = 'M'] = raw.split(' ');
  const hunks = diff.indexOf('\n@@');
  const patch = hunks === -1 ? undefined : diff.slice(hunks + 1).trimEnd();
  const lines = patch?.split('\n') ?? [];
  const additions = lines.filter((line) => line.startsWith('+')).length;
  const deletions = lines.filter((line) => line.startsWith('-')).length;
  return {
    sha,
    filename,
    status: STATUSES[letter.charAt(0)] ?? 'changed',
    additions,
    deletions,
    changes: additions + deletions,
    ...(patch === undefined ? {} : { patch }),
  };
}

/** Whether a line of the new side of a file can carry a comment: whether a hunk of the diff shows it. */
export async function showsLine(
  world: World,
  issue: PullRequest,
  path: string,
  line: number,
): Promise<boolean> {
  const [base, head] = await rangeOf(world, issue);
  const diff = await world.origin.git(['diff', '--no-renames', base, head, '--', path]);
  return diff.matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm).some(([, start, length = '1']) => {
    const first = Number(start);
    return line >= first && line < first + Number(length);
  });
}

/** The commits of a pull request as GitHub lists them: the first 250, oldest first. */
export async function listCommits(world: World, issue: PullRequest): Promise<Fields[]> {
  const [base, head] = await rangeOf(world, issue);
  const format = '--format=%H%x00%an%x00%ae%x00%aI%x00%P%x00%T%x00%cn%x00%ce%x00%s';
  const log = await world.origin.git(['log', '--reverse', format, `${base}..${head}`]);
  return log
    .split('\n')
    .filter((line) => line !== '')
    .slice(0, MOST_COMMITS)
    .map((line) => renderCommit(world, line.split('\0')));
}

function renderCommit(world: World, fields: readonly string[]): Fields {
  const [sha, name, email = '', date, parents = '', tree, committer, committerEmail = '', message] = fields;
  return {
    sha,
    commit: {
      message,
      tree: { sha: tree },
      author: { name, email, date },
      committer: { name: committer, email: committerEmail, date },
    },
    author: accountOf(world, email),
    committer: accountOf(world, committerEmail),
    parents: parents.split(' ').flatMap((parent) => (parent === '' ? [] : [{ sha: parent }])),
  };
}

/** GitHub knows people by their addresses; here `login@example.com` is the address of a login. */
function accountOf({ users }: World, email: string): Fields | null {
  const user = users.get(email.replace(/@example\.com$/, '').toLowerCase());
  return user === undefined ? null : { id: user.id, login: user.login, type: user.type };
}

/** Where the pull request left its base, and its head. */
async function rangeOf(world: World, issue: PullRequest): Promise<[from: string, to: string]> {
  const head = await headOf(world, issue);
  const from = issue.pull.merged === undefined ? await baseOf(world, issue) : `${issue.pull.merged.commit}^1`;
  return [await world.origin.git(['merge-base', from, head]), head];
}
