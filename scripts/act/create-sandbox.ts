import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A copy of this repository with a branch `change` on top of `main`, and the event of its pull request. */
export interface Sandbox extends Disposable {
  readonly folder: string;
  readonly repository: string;
  readonly eventFile: string;
}

export interface Edit {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

/** The copy holds what is in the working tree, committed or not, and nothing that is ignored. */
export function createSandbox(source: string, edit: Edit): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'souk-act-'));
  const repository = join(folder, 'souk');
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
      cwd: repository,
      encoding: 'utf8',
    }).trim();
  const commit = (message: string): string => {
    git('add', '--all');
    git('commit', '--quiet', '--message', message);
    return git('rev-parse', 'HEAD');
  };
  copyTracked(source, repository);
  git('init', '--quiet', '--initial-branch', 'main');
  git('remote', 'add', 'origin', 'https://github.com/acme/souk.git');
  const base = commit('main');
  git('switch', '--quiet', '--create', 'change');
  applyEdit(repository, edit);
  const head = commit('change');
  const eventFile = join(folder, 'event.json');
  writeFileSync(eventFile, JSON.stringify(eventOf(base, head)));
  return {
    folder,
    repository,
    eventFile,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function copyTracked(source: string, target: string): void {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: source,
    encoding: 'utf8',
  });
  const deleted = execFileSync('git', ['ls-files', '--deleted', '-z'], { cwd: source, encoding: 'utf8' });
  const gone = new Set(deleted.split('\0'));
  for (const path of listed.split('\0').filter((name) => !gone.has(name))) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    cpSync(join(source, path), join(target, path));
  }
}

function applyEdit(repository: string, { path, from, to }: Edit): void {
  const file = join(repository, path);
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${path} does not contain ${JSON.stringify(from)}.`);
  writeFileSync(
    file,
    text.replace(from, () => to),
  );
}

function eventOf(base: string, head: string): object {
  const repo = { full_name: 'acme/souk', owner: { login: 'acme' } };
  return {
    action: 'opened',
    number: 7,
    pull_request: {
      number: 7,
      title: 'A change',
      head: { sha: head, ref: 'change', repo },
      base: { sha: base, ref: 'main', repo },
    },
    repository: { ...repo, name: 'souk', default_branch: 'main' },
  };
}
