import type { Review } from './review.ts';

/**
 * The review that counts of each person, oldest first: the last one that decides something, by the id of the
 * account. A comment decides nothing; a dismissed review leaves the person without a say until the next one.
 */
export function latestReviews(reviews: readonly Review[]): Review[] {
  const inOrder = reviews
    .filter(({ state }) => state !== 'commented')
    .toSorted((a, b) => Date.parse(a.submittedAt) - Date.parse(b.submittedAt));
  const last = new Map(inOrder.map((review) => [review.reviewer.id, review]));
  return inOrder.filter((review) => last.get(review.reviewer.id) === review);
}
