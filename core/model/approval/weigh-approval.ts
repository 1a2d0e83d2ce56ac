import type { IgnoredBecause, Requirement } from './approval-state.ts';
import type { Eligibility } from './create-eligibility.ts';
import { isPerson } from './is-person.ts';
import type { Review } from './review.ts';

/** An approval, and the requirements that it may count for, by their index, or why it counts for none. */
export type WeighedApproval = { readonly review: Review } & (
  | { readonly eligible: readonly number[] }
  | { readonly because: IgnoredBecause }
);

export type CountedApproval = Extract<WeighedApproval, { eligible: unknown }>;

/** What one approval may count for. Of several reasons against it, the one that lasts longest is told. */
export function weighApproval(
  review: Review,
  requirements: readonly Requirement[],
  eligibility: Eligibility,
  head: string,
): WeighedApproval {
  const { reviewer, commit } = review;
  if (eligibility.isAuthor(reviewer)) return { review, because: 'author' };
  const held = requirements.flatMap(({ holders }, i) =>
    holders.some((holder) => isPerson(reviewer, holder)) ? [i] : [],
  );
  if (held.length === 0) return { review, because: 'no-role' };
  const eligible = held.filter((i) => {
    const requirement = requirements[i];
    return requirement !== undefined && !eligibility.isTooClose(reviewer, requirement);
  });
  if (eligible.length === 0) return { review, because: 'team-of-author' };
  return commit === head ? { review, eligible } : { review, because: 'stale' };
}
