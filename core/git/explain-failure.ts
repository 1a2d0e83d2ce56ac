import { GitError } from './git-error.ts';

/** Makes of whatever a Git command failed with an error that says which command it was. */
export function explainFailure(args: readonly string[], error: unknown): GitError {
  const text = error instanceof Error ? error.message.trim() : String(error);
  if ((error as { code?: unknown }).code === 'ENOENT' || /spawn git ENOENT|git: not found/.test(text)) {
    return new GitError(
      'git-missing',
      'Git was not found. Install Git 2.36 or later and put it on PATH.',
      error,
    );
  }
  if (/not a git repository|must be run in a work tree/i.test(text)) {
    return new GitError('not-a-repository', text, error);
  }
  return new GitError('command-failed', `git ${commandOf(args)} failed: ${text}`, error);
}

/** The name of the command, behind the settings that it is given. */
export function commandOf(args: readonly string[]): string {
  return args.find((arg, i) => !arg.startsWith('-') && args[i - 1] !== '-c') ?? '';
}
