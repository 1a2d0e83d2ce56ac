import { describe, expect, it } from 'vitest';
import type { Connector, Manifest } from '../manifest/manifest.ts';
import { catalogOf, contextOf } from '../testing/catalogs.ts';
import { aConnector, anApp, anInstallation, aTeam } from '../testing/manifests.ts';
import { type PermissionDiff, permissionDiff } from './permission-diff.ts';

function diff(before: Manifest | undefined, after: Manifest | undefined): PermissionDiff | undefined {
  const [base, head] = [before, after].map((manifest) => catalogOf(manifest === undefined ? [] : [manifest]));
  const [change] = base === undefined || head === undefined ? [] : contextOf(base, head).changes;
  return change && permissionDiff(change);
}

const lines = (result: PermissionDiff | undefined): string[] => [
  ...(result?.added ?? []).map(({ what, name }) => `+ ${what} ${name}`),
  ...(result?.removed ?? []).map(({ what, name }) => `- ${what} ${name}`),
];

describe('when what an entity may do changes', () => {
  it.each<[name: string, before: Manifest | undefined, after: Manifest | undefined, expected: string[]]>([
    [
      'scopes, wherever they are asked for',
      anApp({ auth: { type: 'oidc', scopes: ['mail.read', 'mail.list'] } }),
      anApp({
        auth: { type: 'oidc', scopes: ['mail.list'] },
        permissions: [{ name: 'mail', scopes: ['mail.send', 'mail.list'], reason: 'It answers.' }],
      }),
      ['+ scope mail.send', '- scope mail.read'],
    ],
    [
      'hosts, in either form',
      connectorReaching(['a.example.com', 'b.example.com']),
      connectorReaching([{ host: 'b.example.com', purpose: 'Leads.' }, { host: 'c.example.com' }]),
      ['+ egress c.example.com', '- egress a.example.com'],
    ],
    [
      'data',
      anApp({ data: { classification: 'internal', residency: ['eu'] } }),
      anApp({ data: { classification: 'restricted', categories: ['health'], residency: ['eu', 'us'] } }),
      [
        '+ classification restricted',
        '+ data category health',
        '+ residency us',
        '- classification internal',
      ],
    ],
    [
      'APIs and events of others',
      anApp(),
      anApp({
        apis: { consumes: ['crm', { name: 'erp', app: 'erp-api' }], provides: ['own'] },
        events: { consumes: ['lead.created'], produces: ['own.event'] },
      }),
      ['+ api crm', '+ api erp', '+ event lead.created'],
    ],
    [
      'secrets',
      anApp({ secrets: [{ name: 'A' }] }),
      anApp({ secrets: [{ name: 'B' }] }),
      ['+ secret B', '- secret A'],
    ],
    [
      'the sandbox of a frame',
      anApp({ runtime: { type: 'iframe', sandbox: ['allow-forms'] } }),
      anApp({ runtime: { type: 'iframe', sandbox: ['allow-forms', 'allow-scripts'] } }),
      ['+ sandbox allow-scripts'],
    ],
    ['a new entry', undefined, anApp({ secrets: [{ name: 'A' }] }), ['+ secret A']],
    ['a removed entry', anApp({ secrets: [{ name: 'A' }] }), undefined, ['- secret A']],
    [
      'the place of a secret of an installation',
      anInstallation({ secrets: { TOKEN: 'vault:kv/staging#token' } }),
      anInstallation({ secrets: { TOKEN: 'vault:kv/prod#token' } }),
      ['+ secret TOKEN from vault:kv/prod#token', '- secret TOKEN from vault:kv/staging#token'],
    ],
    [
      'the environment of an installation',
      anInstallation({ environment: 'staging' }),
      anInstallation(),
      ['+ environment production', '- environment staging'],
    ],
    ['nothing of it', anApp(), anApp({ summary: 'Reads invoices of suppliers.' }), []],
    ['another kind', aTeam(), aTeam({ name: 'Finance people' }), []],
  ])('returns it: %s', (_name, before, after, expected) => {
    expect(lines(diff(before, after))).toEqual(expected);
  });
});

describe('when a side cannot be read', () => {
  it('says nothing: the permissions are not gone', () => {
    const catalog = catalogOf([anApp({ secrets: [{ name: 'A' }] })]);
    const [change] = contextOf(catalog, catalogOf([anApp()])).changes;
    if (change?.after === undefined) throw new Error('There is no change.');
    const broken = { ...change, after: { ...change.after, manifest: undefined } };
    expect(lines(permissionDiff(broken))).toEqual([]);
    expect(lines(permissionDiff(change))).toEqual(['- secret A']);
  });
});

function connectorReaching(egress: NonNullable<Connector['egress']>): Manifest {
  return aConnector({ egress });
}
