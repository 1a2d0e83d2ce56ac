import { openClient } from '@souk/github/testing/open-client.ts';
import { type ScriptedAnswer, startScriptedServer } from '@souk/github/testing/scripted-server.ts';
import { describe, expect, it } from 'vitest';
import { proposeOnGitHub } from './propose-on-github.ts';

const PULLS = '/repos/acme/catalog/pulls';
const proposal = { branch: 'souk/provision/crm', base: 'main', title: 'Provision crm', body: 'Version 1.' };
const pull = (number: number, ref = proposal.branch) => ({
  ...{ number, html_url: `https://github.com/acme/catalog/pull/${number}`, head: { ref } },
});
const asked = `GET ${PULLS}?head=acme%3Asouk%2Fprovision%2Fcrm&base=main&state=open`;

async function propose(script: Record<string, readonly ScriptedAnswer[]>) {
  await using server = await startScriptedServer(script);
  const result = await proposeOnGitHub(() => openClient(server.origin))(
    proposal,
    new AbortController().signal,
  ).catch((error: unknown) => error);
  return { result, asked: server.asked() };
}

describe('when a branch of an environment repository is proposed on GitHub', () => {
  it('opens a pull request', async () => {
    const { result } = await propose({
      [asked]: [{ body: [] }],
      [`POST ${PULLS}`]: [{ status: 201, body: pull(7) }],
    });
    expect(result).toMatchObject({ url: 'https://github.com/acme/catalog/pull/7' });
  });

  it('finds the one that is open', async () => {
    const { result, asked: lines } = await propose({ [asked]: [{ body: [pull(3, 'other'), pull(4)] }] });
    expect(result).toMatchObject({ url: 'https://github.com/acme/catalog/pull/4' });
    expect(lines.filter((line) => line.startsWith('POST'))).toEqual([]);
  });

  it.each([
    [422, 'conflict'],
    [403, 'conflict'],
  ])('tells of a refusal (%s) as a %s', async (status, code) => {
    const { result } = await propose({
      [asked]: [{ body: [] }],
      [`POST ${PULLS}`]: [{ status, body: { message: 'No commits between main and it' } }],
    });
    expect(result).toMatchObject({ name: 'DriverError', code, message: expect.stringContaining('for main') });
  });
});
