import { describe, expect, it } from 'vitest';
import { requestReviews } from './request-reviews.ts';
import { openClient } from './testing/open-client.ts';
import { user } from './testing/sample-answers.ts';
import { type ScriptedAnswer, startScriptedServer } from './testing/scripted-server.ts';

const PATH = '/repos/acme/catalog/pulls/12/requested_reviewers';
const fine: ScriptedAnswer = { status: 201, body: {} };
const refused: ScriptedAnswer = {
  status: 422,
  body: { message: 'Reviews may only be requested from collaborators.' },
};
const nobody = { users: [], teams: [] };
const wanted = { teams: ['Acme/security'], logins: ['ben', 'cho'] };

async function request(asked: object, answers: readonly ScriptedAnswer[], reviewers = wanted) {
  await using server = await startScriptedServer({
    [`GET ${PATH}`]: [{ body: asked }],
    [`POST ${PATH}`]: answers,
  });
  const told = await requestReviews(openClient(server.origin), 12, reviewers);
  return { told, sent: server.received.flatMap(({ method, body }) => (method === 'POST' ? [body] : [])) };
}

describe('when reviews are asked for', () => {
  it.each<[name: string, asked: object, sent: readonly object[]]>([
    ['nobody is asked yet', nobody, [{ reviewers: ['ben', 'cho'], team_reviewers: ['security'] }]],
    [
      'some are',
      { users: [user(8, 'Ben')], teams: [{ slug: 'security' }] },
      [{ reviewers: ['cho'], team_reviewers: [] }],
    ],
    ['all are', { users: [user(8, 'ben'), user(9, 'cho')], teams: [{ slug: 'security' }] }, []],
    [
      'a person has the name of the team',
      { users: [user(8, 'security'), user(8, 'ben'), user(9, 'cho')], teams: [] },
      [{ reviewers: [], team_reviewers: ['security'] }],
    ],
  ])('asks those who are not asked already: %s', async (_name, asked, sent) => {
    expect(await request(asked, [fine])).toEqual({ told: [], sent });
  });

  it('asks each alone when GitHub refuses them together, and tells who could not be asked', async () => {
    const { told, sent } = await request(nobody, [refused, fine, refused, fine]);
    expect(told).toEqual([expect.stringMatching(/^ben could not be asked\. .*from collaborators\.$/)]);
    expect(sent.slice(1)).toEqual([
      { reviewers: [], team_reviewers: ['security'] },
      { reviewers: ['ben'], team_reviewers: [] },
      { reviewers: ['cho'], team_reviewers: [] },
    ]);
  });

  it('tells that a team of another organisation cannot be asked', async () => {
    expect(await request(nobody, [fine], { teams: ['other/security'], logins: [] })).toEqual({
      told: ['The team other/security is not of acme, so it cannot be asked.'],
      sent: [],
    });
  });

  it('throws when the token may not ask', async () => {
    await expect(request(nobody, [{ status: 403, body: { message: 'No' } }])).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
