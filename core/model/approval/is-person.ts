import type { Holder } from './approval-settings.ts';
import type { Account } from './review.ts';

/** Somebody whom a manifest names, or an account; the id is there when it is known. */
export interface Identity {
  readonly login: string;
  readonly id?: number;
}

/** Logins are compared whole and without regard to case, as the Git host does. */
export function sameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Whether an account is the person whom a manifest names: by login, and by id where the manifest pins it. */
export function isPerson(account: Account, holder: Holder): boolean {
  return (
    sameLogin(account.login, holder.github) &&
    (holder.githubId === undefined || holder.githubId === account.id)
  );
}

/**
 * Whether two may be one person: by id or by login. For excluding people, where a doubt has to count against them;
 * a commit may be linked to an account by one or the other.
 */
export function maybeSame(a: Identity, b: Identity): boolean {
  return sameLogin(a.login, b.login) || (a.id !== undefined && a.id === b.id);
}

/** A holder as an identity. */
export function identityOf({ github, githubId }: Holder): Identity {
  return { login: github, ...(githubId === undefined ? {} : { id: githubId }) };
}

/** Each login once, as it comes first. */
export function distinctHolders(holders: readonly Holder[]): Holder[] {
  return [
    ...new Map(holders.toReversed().map((holder) => [holder.github.toLowerCase(), holder])).values(),
  ].toReversed();
}
