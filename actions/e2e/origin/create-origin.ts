import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { assembleCommitStream } from './commit-stream.ts';
import type { Files } from './files.ts';
import { type GitOptions, runGit, tryGit } from './run-git.ts';

export interface CommitOptions {
  /** Branch, or a full name that starts with `refs/`. */
  readonly ref: string;
  readonly files: Files;
  /** Branch, ref or commit that it is made on; the ref itself unless given. */
  readonly from?: string;
  readonly message?: string;
  /** Login of who wrote it. */
  readonly author?: string;
}

/** The Git half of the fake: a bare repository that serves any object it has, as GitHub does. */
export interface Origin extends AsyncDisposable {
  readonly path: string;
  /** Address that Git clones and fetches from. */
  readonly url: string;
  /** Makes a commit, moves the ref to it and gives its id. */
  commit(options: CommitOptions): Promise<string>;
  /** Id of the commit that a ref or an id names; undefined when there is none. */
  resolve(name: string): Promise<string | undefined>;
  /** Moves a ref, wherever it was; null deletes it. */
  setRef(ref: string, commit: string | null): Promise<void>;
  /** Text of a file in a commit; undefined when there is none. */
  read(commit: string, path: string): Promise<string | undefined>;
  /** Runs Git in it and gives what it printed, trimmed. */
  git(args: readonly string[], options?: GitOptions): Promise<string>;
}

export interface OriginOptions {
  readonly files: Files;
  readonly branch?: string;
}

/** A new bare repository with one commit on its default branch, in a temporary folder. */
export async function createOrigin({ files, branch = 'main' }: OriginOptions): Promise<Origin> {
  const folder = await mkdtemp(join(tmpdir(), 'souk-origin-'));
  const path = join(folder, 'origin.git');
  await runGit(folder, ['init', '--quiet', '--bare', `--initial-branch=${branch}`, path]);
  const git = (args: readonly string[], options?: GitOptions) => runGit(path, args, options);
  for (const [name, value] of Object.entries({
    'uploadpack.allowAnySHA1InWant': 'true',
    'uploadpack.allowFilter': 'true',
    'gc.auto': '0',
  })) {
    await git(['config', name, value]);
  }
  const resolve = async (name: string): Promise<string | undefined> => {
    const loose = await readLooseRef(path, fullName(name));
    if (loose !== undefined) return loose;
    const found = await tryGit(path, ['rev-parse', '--verify', '--quiet', `${fullName(name)}^{commit}`]);
    return found.exitCode === 0 ? found.stdout.toString().trim() : undefined;
  };
  const commit = async (options: CommitOptions): Promise<string> => {
    const ref = options.ref.startsWith('refs/') ? options.ref : `refs/heads/${options.ref}`;
    const parent = await resolve(options.from ?? ref);
    if (options.from !== undefined && parent === undefined) throw new Error(`There is no ${options.from}.`);
    const name = options.author ?? 'souk-test';
    const stream = assembleCommitStream({
      ref,
      parent,
      files: options.files,
      message: options.message ?? 'change',
      author: { name, email: `${name}@example.com` },
      at: Math.floor(Date.now() / 1000),
    });
    await git(['fast-import', '--quiet', '--force', '--date-format=raw'], { input: stream });
    return git(['rev-parse', ref]);
  };
  await commit({ ref: branch, files, message: 'the catalog' });
  return {
    path,
    url: pathToFileURL(path).href,
    git,
    resolve,
    commit,
    setRef: async (ref, to) => {
      await git(to === null ? ['update-ref', '-d', ref] : ['update-ref', ref, to]);
    },
    read: async (at, file) => {
      const found = await tryGit(path, ['cat-file', 'blob', `${at}:${file}`]);
      return found.exitCode === 0 ? found.stdout.toString() : undefined;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A ref in a file of its own, which is most of them here: without the cost of a process. */
async function readLooseRef(path: string, ref: string): Promise<string | undefined> {
  if (!/^refs\/[\w./-]+$/.test(ref) || ref.includes('..')) return undefined;
  const text = await readFile(join(path, ref), 'utf8').catch(() => '');
  return /^[0-9a-f]{40}$/.test(text.trim()) ? text.trim() : undefined;
}

function fullName(name: string): string {
  return name.startsWith('refs/') || /^[0-9a-f]{40}$/.test(name) ? name : `refs/heads/${name}`;
}
