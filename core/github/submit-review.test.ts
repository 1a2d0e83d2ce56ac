import { describe, expect, it } from 'vitest';
import { submitReview } from './submit-review.ts';
import { openClient } from './testing/open-client.ts';
import { commit } from './testing/sample-answers.ts';
import { type ScriptedAnswer, startScriptedServer } from './testing/scripted-server.ts';

const PATH = '/repos/acme/catalog/pulls/12/reviews';
const review = { event: 'APPROVE', body: 'Low risk.', commit: commit('a'), comments: [] } as const;
const listed = (changes: object = {}) => ({
  id: 6,
  state: 'APPROVED',
  commit_id: commit('a'),
  body: 'Low risk.',
  ...changes,
});

describe('when a review is submitted', () => {
  it('places comments on lines as they are after the change', async () => {
    await using server = await startScriptedServer({ [`POST ${PATH}`]: [{ body: { id: 5 } }] });
    const comments = [
      { path: 'a.yaml', line: 3, body: 'One line' },
      { path: 'a.yaml', line: 9, startLine: 7, body: 'Three lines' },
      { path: 'a.yaml', line: 4, startLine: 4, body: 'One line too' },
    ];
    await submitReview(openClient(server.origin), 12, { ...review, event: 'COMMENT', comments });
    expect(server.received[0]?.body).toEqual({
      event: 'COMMENT',
      body: 'Low risk.',
      commit_id: commit('a'),
      comments: [
        { path: 'a.yaml', line: 3, side: 'RIGHT', body: 'One line' },
        { path: 'a.yaml', line: 9, side: 'RIGHT', start_line: 7, start_side: 'RIGHT', body: 'Three lines' },
        { path: 'a.yaml', line: 4, side: 'RIGHT', body: 'One line too' },
      ],
    });
  });

  it.each<[name: string, reviews: readonly object[], sent: number]>([
    ['it is there', [listed()], 1],
    ['it is not there', [], 2],
    ['one of another commit is there', [listed({ commit_id: commit('b') })], 2],
    ['one of another state is there', [listed({ state: 'COMMENTED' })], 2],
    ['one with other words is there', [listed({ body: 'Fine.' })], 2],
  ])('looks before it sends again when the answer got lost: %s', async (_name, reviews, sent) => {
    const answers: readonly ScriptedAnswer[] = [{ hangsUp: true }, { body: { id: 6 } }];
    await using server = await startScriptedServer({
      [`POST ${PATH}`]: answers,
      [`GET ${PATH}`]: [{ body: reviews }],
    });
    expect(await submitReview(openClient(server.origin), 12, review)).toBe(6);
    expect(server.asked().filter((line) => line === `POST ${PATH}`)).toHaveLength(sent);
  });
});
