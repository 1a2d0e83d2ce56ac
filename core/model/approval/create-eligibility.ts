import type { Requirement } from './approval-state.ts';
import { type Identity, maybeSame } from './is-person.ts';
import type { TeamsOf } from './read-membership.ts';

/** Who is kept from approving a change because of those who wrote it. */
export interface Eligibility {
  isAuthor(person: Identity): boolean;
  /** Whether the person is too close to an author for a requirement that asks for independent people. */
  isTooClose(person: Identity, requirement: Pick<Requirement, 'independent'>): boolean;
}

export function createEligibility(authors: readonly Identity[], teamsOf: TeamsOf): Eligibility {
  const teams = new Set(authors.flatMap((author) => [...teamsOf(author)]));
  return {
    isAuthor: (person) => authors.some((author) => maybeSame(author, person)),
    isTooClose: (person, { independent }) => independent && !teamsOf(person).isDisjointFrom(teams),
  };
}
