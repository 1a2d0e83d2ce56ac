import { describe, expect, it } from 'vitest';
import { listReviews } from './list-reviews.ts';
import { openClient } from './testing/open-client.ts';
import { commit, user } from './testing/sample-answers.ts';
import { startScriptedServer } from './testing/scripted-server.ts';

const REVIEWS = 'GET /repos/acme/catalog/pulls/12/reviews';
const TIMELINE = 'GET /repos/acme/catalog/issues/12/timeline';
const ben = user(8, 'ben');
const cho = { id: 9, login: 'cho' };
const review = (id: number, state: string, changes: object = {}) => ({
  id,
  state,
  user: ben,
  commit_id: commit('a'),
  submitted_at: `2026-11-01T10:00:0${id}Z`,
  ...changes,
});
const read = (id: number, state: string, changes: object = {}) => ({
  reviewer: { id: 8, login: 'ben' },
  state,
  commit: commit('a'),
  submittedAt: `2026-11-01T10:00:0${id}Z`,
  ...changes,
});
const dismissedBy = (actor: object | null, id: number, state: string) => ({
  event: 'review_dismissed',
  actor,
  dismissed_review: { review_id: id, state, dismissal_message: null },
});

describe('when the reviews of a pull request are listed', () => {
  it.each<[name: string, reviews: readonly object[], listed: readonly object[]]>([
    ['an approval', [review(1, 'APPROVED')], [read(1, 'approved')]],
    ['requested changes', [review(1, 'CHANGES_REQUESTED')], [read(1, 'changes-requested')]],
    ['a comment', [review(1, 'COMMENTED')], [read(1, 'commented')]],
    ['one that is being written', [review(1, 'PENDING', { submitted_at: undefined })], []],
    ['one of a state that is not known', [review(1, 'ENDORSED')], []],
    ['one of a deleted account', [review(1, 'APPROVED', { user: null })], []],
    [
      'a commit that is gone',
      [review(1, 'APPROVED', { commit_id: null })],
      [read(1, 'approved', { commit: undefined })],
    ],
    [
      'in another order',
      [review(2, 'COMMENTED'), review(1, 'APPROVED')],
      [read(1, 'approved'), read(2, 'commented')],
    ],
  ])('returns what was submitted, oldest first: %s', async (_name, reviews, listed) => {
    await using server = await startScriptedServer({ [REVIEWS]: [{ body: reviews }] });
    expect(await listReviews(openClient(server.origin), 12)).toEqual(listed);
  });

  it.each<[name: string, events: readonly object[], dismissal: object]>([
    ['an approval', [dismissedBy(cho, 1, 'approved')], { dismissal: { was: 'approved', by: cho } }],
    [
      'requested changes',
      [dismissedBy(cho, 1, 'changes_requested')],
      { dismissal: { was: 'changes-requested', by: cho } },
    ],
    ['another review', [dismissedBy(cho, 2, 'approved')], {}],
    ['by a deleted account', [dismissedBy(null, 1, 'approved')], {}],
    ['nothing about it', [{ event: 'labeled', actor: cho }], {}],
  ])('returns what a dismissed one had said and who dismissed it: %s', async (_name, events, dismissal) => {
    await using server = await startScriptedServer({
      [REVIEWS]: [{ body: [review(1, 'DISMISSED')] }],
      [TIMELINE]: [{ body: events }],
    });
    expect(await listReviews(openClient(server.origin), 12)).toEqual([read(1, 'dismissed', dismissal)]);
  });

  it.each<[name: string, changes: object]>([
    ['a reviewer without an id', { user: { login: 'ben' } }],
    ['an id that is a text', { user: { id: '8', login: 'ben' } }],
    ['a short commit', { commit_id: 'aaaaaaa' }],
    ['no time', { submitted_at: null }],
  ])('takes no review for granted that is not as described: %s', async (_name, changes) => {
    await using server = await startScriptedServer({
      [REVIEWS]: [{ body: [review(1, 'APPROVED', changes)] }],
    });
    await expect(listReviews(openClient(server.origin), 12)).rejects.toMatchObject({ code: 'unreachable' });
  });
});
