import type { Account } from '@souk/model/approval/review.ts';
import { GitHubError } from './github-error.ts';

/** @throws {GitHubError} `unreachable`, when it is no whole positive number */
export function expectId(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw misshapen(what, 'a whole number', value);
}

/** @throws {GitHubError} `unreachable`, when it is no text, or an empty one */
export function expectText(value: unknown, what: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw misshapen(what, 'a text', value);
}

/** @throws {GitHubError} `unreachable`, when it is no full object name */
export function expectCommit(value: unknown, what: string): string {
  if (typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value)) return value;
  throw misshapen(what, 'the full name of a commit', value);
}

/**
 * Undefined where GitHub knows no account: it was deleted, or an e-mail address belongs to nobody.
 *
 * @throws {GitHubError} `unreachable`, when what came is no account
 */
export function accountOf(
  user: { readonly id?: unknown; readonly login?: unknown } | null | undefined,
): Account | undefined {
  if (user === null || user === undefined || Object.keys(user).length === 0) return undefined;
  return { id: expectId(user.id, 'the id of an account'), login: expectText(user.login, 'a login') };
}

function misshapen(what: string, expected: string, value: unknown): GitHubError {
  const came = value === null ? 'null' : value === '' ? 'an empty text' : `a ${typeof value}`;
  return new GitHubError(
    'unreachable',
    `GitHub's answer is not as its API describes: ${expected} was expected for ${what}, and ${came} came. Look whether the API address is right and whether a proxy changes answers.`,
  );
}
