import { readPullRequest } from '@souk/github/read-pull-request.ts';
import { openClient } from '@souk/github/testing/open-client.ts';
import { bot, commit, pull } from '@souk/github/testing/sample-answers.ts';
import { startScriptedServer } from '@souk/github/testing/scripted-server.ts';
import { describe, expect, it } from 'vitest';
import { judgeHead } from './judge-head.ts';
import type { Gate } from './open-gate.ts';

const PULL = '/repos/acme/catalog/pulls/12';

describe('when another commit was fetched than the pull request has', () => {
  it('is not judged', async () => {
    await using server = await startScriptedServer({
      [`GET ${PULL}`]: [{ body: pull() }],
      [`GET ${PULL}/commits`]: [{ body: [] }],
      [`GET ${PULL}/reviews`]: [{ body: [] }],
    });
    const client = openClient(server.origin);
    const judged = judgeHead(
      // Without anything to judge with.
      { client, bot: Promise.resolve(bot) } as unknown as Gate,
      await readPullRequest(client, 12),
      { base: commit('b'), fetched: Promise.resolve(commit('c')), reports: [] },
    );
    await expect(judged).resolves.toBeUndefined();
  });
});
