export type GitErrorCode =
  | 'git-missing'
  | 'not-a-repository'
  | 'unknown-revision'
  | 'no-common-history'
  /** The history of a remote is cut off: it is a shallow clone. */
  | 'cut-off'
  /** A tree that was made to do harm, or is larger than what is read of it. */
  | 'unfit-tree'
  /** A command that talks to a remote took longer than it was given. */
  | 'timed-out'
  | 'command-failed';

/** Git could not do what was asked. `message` is fit to be shown: it holds no credentials. */
export class GitError extends Error {
  readonly code: GitErrorCode;

  constructor(code: GitErrorCode, message: string, cause?: unknown) {
    super(withoutCredentials(message), cause === undefined ? undefined : { cause });
    this.name = 'GitError';
    this.code = code;
  }
}

/** `https://user:token@host` becomes `https://***@host`. */
export function withoutCredentials(text: string): string {
  return text.replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1***@');
}
