import { describe, expect, it } from 'vitest';
import { enqueuePull } from './enqueue-pull.ts';
import { openClient } from './testing/open-client.ts';
import { commit } from './testing/sample-answers.ts';
import { type ScriptedAnswer, startScriptedServer } from './testing/scripted-server.ts';

const order = { nodeId: 'PR_12', sha: commit('a') };
const refused: ScriptedAnswer = {
  body: { data: null, errors: [{ type: 'UNPROCESSABLE', message: 'Expected head oid does not match.' }] },
};
const inQueue = (isInMergeQueue: boolean, headRefOid: string): ScriptedAnswer => ({
  body: { data: { node: { isInMergeQueue, headRefOid } } },
});

describe('when a pull request is put into the merge queue', () => {
  it('names the head that was judged', async () => {
    await using server = await startScriptedServer({ 'POST /graphql': [{ body: { data: {} } }] });
    expect(await enqueuePull(openClient(server.origin), order)).toEqual({ queued: true });
    expect(server.received[0]?.body).toMatchObject({
      query: expect.stringContaining('pullRequestId: $pull, expectedHeadOid: $head'),
      variables: { pull: 'PR_12', head: commit('a') },
    });
  });

  it.each<[name: string, state: ScriptedAnswer, queued: boolean]>([
    ['it is in it already', inQueue(true, commit('a')), true],
    ['it is in it with another head', inQueue(true, commit('b')), false],
    ['it is not in it', inQueue(false, commit('a')), false],
    ['it is gone', { body: { data: { node: null } } }, false],
  ])('looks where it is when GitHub refuses: %s', async (_name, state, queued) => {
    await using server = await startScriptedServer({ 'POST /graphql': [refused, state] });
    expect(await enqueuePull(openClient(server.origin), order)).toEqual(
      queued
        ? { queued: true }
        : {
            queued: false,
            because: 'GitHub did not put it into the merge queue: Expected head oid does not match.',
          },
    );
  });

  it('gives up when the limit of GraphQL is used up', async () => {
    const answer = {
      headers: { 'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600) },
      body: { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded.' }] },
    };
    await using server = await startScriptedServer({ 'POST /graphql': [answer] });
    await expect(enqueuePull(openClient(server.origin), order)).rejects.toMatchObject({
      code: 'rate-limited',
    });
  });
});
