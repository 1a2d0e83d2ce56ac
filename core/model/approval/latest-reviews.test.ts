import { describe, expect, it } from 'vitest';
import { aReview } from '../testing/reviews.ts';
import { latestReviews } from './latest-reviews.ts';
import type { Review } from './review.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString();
const states = (reviews: readonly Review[]): string[] =>
  latestReviews(reviews).map(({ reviewer, state }) => `${reviewer.login} ${state}`);

describe('when people review more than once', () => {
  it.each<[name: string, reviews: Review[], expected: string[]]>([
    ['none', [], []],
    [
      'the later of two',
      [
        aReview('ana', { submittedAt: at(1) }),
        aReview('ana', { state: 'changes-requested', submittedAt: at(2) }),
      ],
      ['ana changes-requested'],
    ],
    [
      'the later of two that come in any order',
      [
        aReview('ana', { state: 'changes-requested', submittedAt: at(2) }),
        aReview('ana', { submittedAt: at(1) }),
      ],
      ['ana changes-requested'],
    ],
    [
      'the later in the list of two at once',
      [aReview('ana', { state: 'changes-requested' }), aReview('ana')],
      ['ana approved'],
    ],
    [
      'an approval that a comment follows',
      [aReview('ana', { submittedAt: at(1) }), aReview('ana', { state: 'commented', submittedAt: at(2) })],
      ['ana approved'],
    ],
    [
      'a dismissed one, which brings no earlier one back',
      [aReview('ana', { submittedAt: at(1) }), aReview('ana', { state: 'dismissed', submittedAt: at(2) })],
      ['ana dismissed'],
    ],
    [
      'one of an account that was renamed in between',
      [
        aReview({ id: 1, login: 'ana' }, { submittedAt: at(1) }),
        aReview({ id: 1, login: 'ana-ruiz' }, { state: 'changes-requested', submittedAt: at(2) }),
      ],
      ['ana-ruiz changes-requested'],
    ],
    [
      'one for each person, oldest first',
      [
        aReview('ana', { submittedAt: at(1) }),
        aReview('ben', { submittedAt: at(2) }),
        aReview('ana', { submittedAt: at(3) }),
      ],
      ['ben approved', 'ana approved'],
    ],
  ])('returns %s', (_name, reviews, expected) => {
    expect(states(reviews)).toEqual(expected);
  });
});
