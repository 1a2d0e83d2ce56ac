import { describe, expect, it } from 'vitest';
import { syncLabels } from './sync-labels.ts';
import { openClient } from './testing/open-client.ts';
import { type ScriptedAnswer, startScriptedServer } from './testing/scripted-server.ts';

const ISSUE = '/repos/acme/catalog/issues/12/labels';
const LABELS = '/repos/acme/catalog/labels';
const low = { name: 'risk: low', color: '00ff00', description: 'Little can go wrong.' };
const missing: ScriptedAnswer = { status: 404, body: { message: 'Not Found' } };
const taken: ScriptedAnswer = {
  status: 422,
  body: { message: 'Validation Failed', errors: [{ code: 'already_exists' }] },
};

async function sync(
  present: readonly string[],
  wanted: readonly string[],
  script: Record<string, readonly ScriptedAnswer[]> = {},
): Promise<readonly string[]> {
  await using server = await startScriptedServer({
    [`GET ${ISSUE}`]: [{ body: present.map((name) => ({ name })) }],
    [`POST ${ISSUE}`]: [{ body: [] }],
    [`GET ${LABELS}/risk%3A%20low`]: [{ body: low }],
    [`POST ${LABELS}`]: [{ status: 201, body: low }],
    [`DELETE ${ISSUE}/risk%3A%20high`]: [{ body: [] }],
    ...script,
  });
  const isManaged = (name: string) => name.startsWith('risk: ');
  await syncLabels(openClient(server.origin), 12, { wanted, isManaged, definitions: [low] });
  return server.received
    .filter(({ method }) => method !== 'GET')
    .map(
      ({ method, url, body }) => `${method} ${url}${body === undefined ? '' : ` ${JSON.stringify(body)}`}`,
    );
}

const added = `POST ${ISSUE} {"labels":["risk: low"]}`;
const removed = `DELETE ${ISSUE}/risk%3A%20high`;
const created = `POST ${LABELS} ${JSON.stringify(low)}`;

describe('when labels are brought in line', () => {
  it.each<[name: string, present: readonly string[], wanted: readonly string[], did: readonly string[]]>([
    ['one is missing', [], ['risk: low'], [added]],
    ['all is well', ['risk: low'], ['risk: low'], []],
    ['it is there in other letters', ['Risk: Low'], ['risk: low'], []],
    ['one no longer holds', ['risk: high'], ['risk: low'], [added, removed]],
    ['people gave others', ['help wanted'], [], []],
  ])('adds and takes away only what is managed: %s', async (_name, present, wanted, did) => {
    expect(await sync(present, wanted)).toEqual(did);
  });

  it.each<[name: string, script: Record<string, readonly ScriptedAnswer[]>]>([
    ['it is not there', { [`GET ${LABELS}/risk%3A%20low`]: [missing] }],
    [
      'another job is faster',
      { [`GET ${LABELS}/risk%3A%20low`]: [missing, { body: low }], [`POST ${LABELS}`]: [taken] },
    ],
  ])('creates a label that the repository does not have: %s', async (_name, script) => {
    expect(await sync([], ['risk: low'], script)).toEqual([created, added]);
  });

  it('minds no label that somebody else has just taken away', async () => {
    expect(await sync(['risk: high'], [], { [removed]: [missing] })).toEqual([removed]);
  });
});
