import type { Holder, ReviewerRole } from '../approval/approval-settings.ts';
import type { Requirement } from '../approval/approval-state.ts';
import type { Account, Review } from '../approval/review.ts';

/** Accounts that tests speak of by login: the id follows from the place in the list. */
const logins = ['ana', 'ben', 'cleo', 'dan', 'eva', 'fay', 'gil'] as const;
export type Login = (typeof logins)[number];

export function account(login: Login): Account {
  return { id: logins.indexOf(login) + 1, login };
}

export function holders(...names: readonly string[]): Holder[] {
  return names.map((github) => ({ github, standsIn: false }));
}

export function aRequirement(changes: Partial<Requirement> = {}): Requirement {
  return {
    role: 'platform',
    count: 1,
    reason: 'The risk is medium.',
    holders: holders('ben'),
    independent: false,
    ...changes,
  };
}

export function aRole(changes: Partial<ReviewerRole> = {}): ReviewerRole {
  return { id: 'platform', holders: holders('ben'), vetoes: false, independent: false, ...changes };
}

/** The commit that tests judge. */
export const HEAD = 'c0ffee';

export function aReview(by: Login | Account, changes: Partial<Review> = {}): Review {
  return {
    reviewer: typeof by === 'string' ? account(by) : by,
    state: 'approved',
    commit: HEAD,
    submittedAt: '2026-11-20T10:00:00Z',
    ...changes,
  };
}
