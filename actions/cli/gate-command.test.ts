import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ScriptedAnswer, startScriptedServer } from '@souk/github/testing/scripted-server.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { readWrittenLabels } from '../gate-setup/read-written-labels.ts';
import { readWrittenRulesets } from '../gate-setup/read-written-rulesets.ts';
import { runCli } from '../testing/run-cli.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const env = { GITHUB_TOKEN: 'ghs_secret' };
const REPOSITORY = '/repos/acme/catalog';
const RULESETS = `${REPOSITORY}/rulesets`;
const PERMISSIONS = `${REPOSITORY}/actions/permissions`;
const names = ['Souk: main', 'Souk: merge queue', 'Souk: release tags'];

const LABELS = `${REPOSITORY}/labels`;
const labels = await readWrittenLabels(join(root, '.github/labels.yml'));

const settings: Readonly<Record<string, readonly ScriptedAnswer[]>> = {
  [`GET ${LABELS}`]: [{ body: labels }],
  [`GET ${REPOSITORY}`]: [{ body: { visibility: 'public' } }],
  [`GET ${PERMISSIONS}/workflow`]: [
    { body: { default_workflow_permissions: 'read', can_approve_pull_request_reviews: false } },
  ],
  [`GET ${PERMISSIONS}/fork-pr-contributor-approval`]: [
    { body: { approval_policy: 'all_external_contributors' } },
  ],
  [`GET ${REPOSITORY}/environments/souk`]: [
    { body: { deployment_branch_policy: { protected_branches: false, custom_branch_policies: true } } },
  ],
};
const listed = names.map((name, index) => ({ id: index + 1, name }));
const present = Object.fromEntries(
  (await readWrittenRulesets(join(root, '.github/rulesets'))).map((ruleset) => {
    const body = JSON.parse(
      JSON.stringify(ruleset).replace('{"context":"Souk"}', '{"context":"Souk","integration_id":99}'),
    );
    return [`GET ${RULESETS}/${names.indexOf(ruleset.name) + 1}`, [{ body }]];
  }),
);

function gate(command: string, apiUrl: string, ...more: readonly string[]) {
  const args = ['gate', command, '--repository', 'acme/catalog', '--app-id', '99', '--api-url', apiUrl];
  return runCli(root, [...args, ...more], env);
}

describe('when a repository is set up as it has to be', () => {
  it.each(['verify', 'apply'])('%s passes and writes nothing', async (command) => {
    await using server = await startScriptedServer({
      ...settings,
      ...present,
      [`GET ${RULESETS}`]: [{ body: listed }],
    });
    await expect(gate(command, server.origin)).resolves.toMatchObject({ exitCode: 0, stderr: '' });
    expect(server.received.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('when a ruleset and a label are missing and another ruleset was loosened', () => {
  const loosened = JSON.parse(JSON.stringify(present[`GET ${RULESETS}/1`]).replace('"active"', '"disabled"'));
  const script = {
    ...settings,
    ...present,
    [`GET ${RULESETS}/1`]: [...loosened, ...(present[`GET ${RULESETS}/1`] ?? [])],
    [`GET ${RULESETS}`]: [{ body: listed.slice(0, 2) }, { body: listed }],
    [`GET ${LABELS}`]: [{ body: labels.slice(1) }, { body: labels }],
  };

  it('verify denies and says all', async () => {
    await using server = await startScriptedServer(script);
    const { exitCode, stdout } = await gate('verify', server.origin);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('✖ Souk: main › enforcement\n  + "active"\n  - "disabled"\n');
    expect(stdout).toContain('✖ Souk: release tags\n  + a ruleset\n  - nothing\n');
    expect(stdout).toContain('✖ Labels › request: app\n  + a label\n  - nothing\n');
  });

  it('apply mends just these', async () => {
    await using server = await startScriptedServer({
      ...script,
      [`PUT ${RULESETS}/1`]: [{ body: {} }],
      [`POST ${RULESETS}`]: [{ status: 201, body: {} }],
      [`POST ${LABELS}`]: [{ status: 201, body: {} }],
    });
    const { exitCode, stdout } = await gate('apply', server.origin);
    expect(stdout).toBe(
      '✔ Souk: main is in force.\n✔ Souk: release tags is in force.\n✔ Label request: app is in force.\n',
    );
    expect(exitCode).toBe(0);
    const written = server.received.filter(({ method }) => method !== 'GET');
    expect(written.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `PUT ${RULESETS}/1`,
      `POST ${RULESETS}`,
      `POST ${LABELS}`,
    ]);
    expect(JSON.stringify(written[0]?.body)).toContain('{"context":"Souk","integration_id":99}');
  });
});

describe('when settings are unsafe', () => {
  it('apply tells what people have to change, and denies', async () => {
    await using server = await startScriptedServer({
      ...settings,
      ...present,
      [`GET ${RULESETS}`]: [{ body: listed }],
      [`GET ${REPOSITORY}/environments/souk`]: [{ status: 404, body: { message: 'Not Found' } }],
    });
    const { exitCode, stdout } = await gate('apply', server.origin);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Still to be changed, by hand:');
    expect(stdout).toContain('- no such environment');
  });
});

describe('when GitHub refuses', () => {
  it('gives a fault, with the permission that is missing', async () => {
    await using server = await startScriptedServer({
      [`GET ${RULESETS}`]: [
        {
          status: 403,
          headers: { 'x-accepted-github-permissions': 'administration=read' },
          body: { message: 'Resource not accessible by personal access token' },
        },
      ],
    });
    const { exitCode, stderr } = await gate('verify', server.origin);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('administration: read');
  });
});

describe('when the command is called wrongly', () => {
  const folder = mkdtempSync(join(tmpdir(), 'souk-gate-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'broken.json'), '{"name": "x"}');

  it.each<[name: string, args: readonly string[], message: RegExp, environment: Record<string, string>]>([
    ['no repository', [], /--repository/, env],
    ['a repository without an owner', ['--repository', 'souk'], /expected owner\/name, found "souk"/, env],
    [
      'an app that is no number',
      ['--repository', 'a/b', '--app-id', 'souk'],
      /expected the number of an app/,
      env,
    ],
    ['an address that is none', ['--repository', 'a/b', '--api-url', 'github'], /expected an address/, env],
    ['no token', ['--repository', 'a/b'], /GITHUB_TOKEN is not set/, {}],
    [
      'a folder that is not there',
      ['--repository', 'a/b', '--rulesets', 'nowhere'],
      /--rulesets: .*nowhere/,
      env,
    ],
    [
      'a file that is no ruleset',
      ['--repository', 'a/b', '--rulesets', folder],
      /target of broken.json: expected a text, found nothing/,
      env,
    ],
  ])('says how it is meant: %s', async (_name, args, message, environment) => {
    const { exitCode, stderr } = await runCli(root, ['gate', 'verify', ...args], environment);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
  });
});
