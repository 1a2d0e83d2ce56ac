import { describe, expect, it } from 'vitest';
import { readViewer } from './read-viewer.ts';
import { openClient } from './testing/open-client.ts';
import { startScriptedServer } from './testing/scripted-server.ts';

describe('when it is asked whom a token acts as', () => {
  it.each([
    ['an app', { login: 'souk-gate[bot]', databaseId: 41 }, 'souk-gate'],
    ['a person', { login: 'ada', databaseId: 7 }, undefined],
  ])('names the account: %s', async (_name, viewer, appSlug) => {
    await using server = await startScriptedServer({ 'POST /graphql': [{ body: { data: { viewer } } }] });
    expect(await readViewer(openClient(server.origin))).toEqual({
      account: { id: viewer.databaseId, login: viewer.login },
      appSlug,
    });
  });

  it('refuses an answer that names nobody', async () => {
    await using server = await startScriptedServer({ 'POST /graphql': [{ body: { data: { viewer: {} } } }] });
    await expect(readViewer(openClient(server.origin))).rejects.toMatchObject({ code: 'unreachable' });
  });
});
