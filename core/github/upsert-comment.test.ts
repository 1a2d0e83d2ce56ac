import { describe, expect, it } from 'vitest';
import { openClient } from './testing/open-client.ts';
import { bot, user } from './testing/sample-answers.ts';
import { type ScriptedAnswer, startScriptedServer } from './testing/scripted-server.ts';
import { upsertComment } from './upsert-comment.ts';

const MARKER = '<!-- souk -->';
const BODY = `${MARKER}\nReady.`;
const LIST = '/repos/acme/catalog/issues/12/comments';
const editOf = (id: number) => `/repos/acme/catalog/issues/comments/${id}`;
const comment = (id: number, author: object | null, body: string) => ({ id, user: author, body });
const down: ScriptedAnswer = { status: 502, body: {} };

async function upsert(listed: readonly ScriptedAnswer[], script: Record<string, readonly ScriptedAnswer[]>) {
  await using server = await startScriptedServer({ [`GET ${LIST}`]: listed, ...script });
  await upsertComment(openClient(server.origin), 12, { marker: MARKER, body: BODY, bot });
  return server.received
    .filter(({ method }) => method !== 'GET')
    .map(({ method, url, body }) => ({ did: `${method} ${url}`, body }));
}

const created = { did: `POST ${LIST}`, body: { body: BODY } };

describe('when the sticky comment is written', () => {
  it.each<[name: string, comments: readonly object[], did: readonly object[]]>([
    ['there is none', [], [created]],
    ['somebody else wrote the marker', [comment(1, user(9, 'eve'), BODY)], [created]],
    ['a login looks like that of the bot', [comment(1, user(9, bot.login), BODY)], [created]],
    ['a deleted account wrote the marker', [comment(1, null, BODY)], [created]],
    ['the bot quotes the marker further down', [comment(1, bot, `> ${BODY}`)], [created]],
    ['the bot wrote the same', [comment(1, bot, BODY)], []],
    [
      'the bot wrote another verdict',
      [comment(1, user(9, 'eve'), BODY), comment(2, bot, `${MARKER}\nWaiting.`)],
      [{ did: `PATCH ${editOf(2)}`, body: { body: BODY } }],
    ],
    [
      'the bot wrote it several times',
      [comment(2, bot, BODY), comment(3, bot, BODY), comment(4, bot, MARKER)],
      [{ did: `DELETE ${editOf(3)}` }, { did: `DELETE ${editOf(4)}` }],
    ],
  ])('leaves one of the bot and nothing else touched: %s', async (_name, comments, did) => {
    const script = {
      [`POST ${LIST}`]: [{ status: 201, body: { id: 8 } }],
      [`PATCH ${editOf(2)}`]: [{ body: { id: 2 } }],
      [`DELETE ${editOf(3)}`]: [{ status: 204 }],
      [`DELETE ${editOf(4)}`]: [{ status: 404, body: { message: 'Not Found' } }],
    };
    expect(await upsert([{ body: comments }], script)).toEqual(did);
  });

  it('does not write it again when only the answer got lost', async () => {
    const lists = [{ body: [] }, { body: [comment(8, bot, BODY)] }];
    expect(await upsert(lists, { [`POST ${LIST}`]: [{ hangsUp: true }] })).toEqual([created]);
  });

  it('writes it again when it did not get there', async () => {
    const answers = [down, { status: 201, body: { id: 8 } }];
    expect(await upsert([{ body: [] }], { [`POST ${LIST}`]: answers })).toEqual([created, created]);
  });

  it('gives up after three attempts', async () => {
    await using server = await startScriptedServer({
      [`GET ${LIST}`]: [{ body: [] }],
      [`POST ${LIST}`]: [down],
    });
    const writing = upsertComment(openClient(server.origin), 12, { marker: MARKER, body: BODY, bot });
    await expect(writing).rejects.toMatchObject({ code: 'unreachable' });
    expect(server.asked().filter((line) => line.startsWith('POST'))).toHaveLength(3);
  });
});
