import { describe, expect, it } from 'vitest';
import { readBot } from './read-bot.ts';
import { openClient } from './testing/open-client.ts';
import { bot } from './testing/sample-answers.ts';
import { startScriptedServer } from './testing/scripted-server.ts';

const PATH = 'GET /users/souk%5Bbot%5D';

describe('when the account of an app is read', () => {
  it('returns its id and login', async () => {
    await using server = await startScriptedServer({ [PATH]: [{ body: bot }] });
    expect(await readBot(openClient(server.origin), 'souk')).toEqual({ id: bot.id, login: 'souk[bot]' });
  });

  it('refuses an account of a person', async () => {
    await using server = await startScriptedServer({ [PATH]: [{ body: { ...bot, type: 'User' } }] });
    await expect(readBot(openClient(server.origin), 'souk')).rejects.toThrow(
      'No GitHub App acts as souk[bot].',
    );
  });
});
