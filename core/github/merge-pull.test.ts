import { describe, expect, it } from 'vitest';
import { mergePull } from './merge-pull.ts';
import { openClient } from './testing/open-client.ts';
import { commit, pull } from './testing/sample-answers.ts';
import { type ScriptedAnswer, startScriptedServer } from './testing/scripted-server.ts';

const PULL = '/repos/acme/catalog/pulls/12';
const order = { number: 12, sha: commit('a'), method: 'squash' } as const;
const moved = { status: 409, body: { message: 'Head branch was modified. Review and try the merge again' } };
const notAllowed = { status: 405, body: { message: 'Pull Request is not mergeable' } };
const merged = pull({ merged: true, state: 'closed' });
const mergedOther = pull({ merged: true, head: { ...pull().head, sha: commit('c') } });

describe('when a pull request is merged', () => {
  it.each<[name: string, answers: readonly ScriptedAnswer[], after: object, result: object]>([
    ['GitHub does it', [{ body: { merged: true } }], merged, { merged: true }],
    [
      'the head has moved',
      [moved],
      pull(),
      { merged: false, because: expect.stringContaining('Head branch was modified') },
    ],
    [
      'it may not be merged',
      [notAllowed],
      pull(),
      { merged: false, because: expect.stringContaining('(405)') },
    ],
    ['only the answer got lost', [{ hangsUp: true }, notAllowed], merged, { merged: true }],
    ['another head was merged', [notAllowed], mergedOther, { merged: false, because: expect.any(String) }],
  ])('says whether it is: %s', async (_name, answers, after, result) => {
    await using server = await startScriptedServer({
      [`PUT ${PULL}/merge`]: answers,
      [`GET ${PULL}`]: [{ body: after }],
    });
    expect(await mergePull(openClient(server.origin), order)).toEqual(result);
    expect(server.received[0]?.body).toEqual({ sha: commit('a'), merge_method: 'squash' });
  });

  it('throws when GitHub is down', async () => {
    const down = { status: 503, body: {} };
    await using server = await startScriptedServer({
      [`PUT ${PULL}/merge`]: [down],
      [`GET ${PULL}`]: [{ body: pull() }],
    });
    await expect(mergePull(openClient(server.origin), order)).rejects.toMatchObject({ code: 'unreachable' });
  });
});
