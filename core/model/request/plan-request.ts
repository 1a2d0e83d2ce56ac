/** A pull request that was made of the same issue before. */
export interface RequestPull {
  readonly number: number;
  readonly state: 'open' | 'closed' | 'merged';
  /** Whether it has what the issue asks for already. */
  readonly isCurrent: boolean;
  /** Whether somebody else worked on its branch. */
  readonly isTouched: boolean;
}

/** What becomes of a request whose change may be proposed. */
export type RequestStep =
  | { readonly do: 'open' }
  /** The open pull request gets the new content. */
  | { readonly do: 'renew'; readonly number: number }
  /** Nothing is left to do. */
  | { readonly do: 'keep'; readonly number: number }
  /** People work on it by hand now: what they did is not written over. */
  | { readonly do: 'leave'; readonly number: number }
  /** It was merged or closed: what comes now is another request. */
  | { readonly do: 'refuse'; readonly number: number; readonly because: 'merged' | 'closed' };

/** @param pulls newest first */
export function planRequest(pulls: readonly RequestPull[]): RequestStep {
  const open = pulls.find(({ state }) => state === 'open');
  if (open !== undefined) {
    const { number, isCurrent, isTouched } = open;
    if (isCurrent) return { do: 'keep', number };
    return isTouched ? { do: 'leave', number } : { do: 'renew', number };
  }
  const last = pulls.find(({ state }) => state === 'merged') ?? pulls[0];
  if (last === undefined) return { do: 'open' };
  return { do: 'refuse', number: last.number, because: last.state === 'merged' ? 'merged' : 'closed' };
}
