/**
 * What an operation could not do: `unreachable` and `rate-limited` pass by themselves, `forbidden` is mended in
 * settings, `not-found` and `rejected` are answers to this one request.
 */
export type GitHubErrorCode = 'unreachable' | 'rate-limited' | 'forbidden' | 'not-found' | 'rejected';

/** GitHub did not do what was asked. `message` is fit to be shown: it holds no token. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError';
  readonly code: GitHubErrorCode;

  constructor(code: GitHubErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export function isGitHubError(error: unknown, ...codes: readonly GitHubErrorCode[]): error is GitHubError {
  return error instanceof GitHubError && codes.includes(error.code);
}
