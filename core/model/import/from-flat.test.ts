import { describe, expect, it } from 'vitest';
import type { Connector } from '../manifest/manifest.ts';
import { checkManifest } from '../manifest/parse-manifest.ts';
import { approvalJson, camelYaml, connectorYaml } from './flat-fixtures.ts';
import { importFlat } from './from-flat.ts';

function importOne(text: string): { entry: Connector; teams: unknown[]; notes: string[]; text: string } {
  const result = importFlat([{ path: 'f', text }]);
  expect(result.failures).toEqual([]);
  for (const { manifest } of result.manifests) expect(checkManifest(manifest).problems).toEqual([]);
  const [entry, ...teams] = result.manifests.map(({ manifest }) => manifest);
  return {
    entry: entry as Connector,
    teams,
    notes: result.notes.map(({ level, pointer }) => `${level} ${pointer}`),
    text: JSON.stringify(result),
  };
}

describe('when one of the published shapes is imported', () => {
  it('takes over JSON with an approval status', () => {
    const { entry, teams, notes } = importOne(approvalJson);
    expect(entry).toMatchObject({
      kind: 'App',
      id: 'expense-approver',
      version: '1.2.0',
      owner: 'finance-apps',
      contact: { email: 'finance-apps@example.com' },
      tags: ['finance', 'mobile-approvals'],
      lifecycle: { stage: 'proposed' },
      runtime: { type: 'function', version: 'nodejs20', entry: 'src/index.handler' },
      permissions: [
        { name: 'erp:claims:read', scopes: ['erp:claims:read'] },
        { name: 'erp:claims:approve', scopes: ['erp:claims:approve'] },
      ],
      data: { retention: '30d' },
      sbom: { url: 'https://artifacts.example.com/expense-approver/sbom.json' },
      support: { sla: '24h' },
      annotations: {
        'import/approval_status': 'approved',
        'import/created_at': '2025-04-01',
        'import/feature_flags/beta_ui': true,
        'import/feature_flags/rollout': 0.25,
      },
    });
    expect(teams).toEqual([
      {
        apiVersion: 'souk/v1',
        kind: 'Team',
        id: 'finance-apps',
        name: 'Finance apps',
        contact: { email: 'finance-apps@example.com' },
      },
    ]);
    expect(notes).toContain('mapped-with-loss /version');
  });

  it('takes over camelCase YAML with prices in cents', () => {
    const { entry, text } = importOne(camelYaml);
    expect(entry).toMatchObject({
      kind: 'App',
      id: 'invoice-scanner',
      contact: { email: 'help@example.com', slack: '#invoices' },
      maintainers: [{ name: 'Ana Ruiz', email: 'ana@example.com' }, 'tom-baker'],
      runtime: {
        type: 'container',
        version: '20',
        resources: { cpu: '500m', memory: '512M', timeout: '30s' },
      },
      provenance: { signedBy: 'release@example.com', slsa: '3' },
      billing: {
        plan: 'per-call',
        metrics: [
          { name: 'pages', unit: 'page', price: '0.02', currency: 'EUR' },
          { name: 'exports', unit: 'export', price: '0.125' },
        ],
      },
      secrets: [{ name: 'MAIL_PASSWORD' }],
    });
    expect(text).not.toContain('hunter2');
  });

  it('takes over snake_case connectors with policies in a list', () => {
    const { entry, notes } = importOne(connectorYaml);
    expect(entry).toMatchObject({
      kind: 'Connector',
      id: 'crm-to-slack',
      provider: 'salesforce',
      lifecycle: { stage: 'proposed' },
      runtime: { type: 'function', entry: 'handler.main', resources: { cpu: '0.5', memory: '256Mi' } },
      data: { retention: '30d', residency: ['eu-west-1', 'eu-central-1'] },
      support: { oncall: 'pagerduty:sales' },
      secrets: [{ name: 'salesforce_client_id' }, { name: 'SLACK_TOKEN', provision: 'vault' }],
      inputs: ['lead'],
      outputs: [{ name: 'message', type: 'string' }],
      egress: ['api.slack.com'],
      annotations: {
        'import/policies/2/encryption_at_rest': 'required',
        'import/support/runbook': 'runbook.md',
        'import/vetting_status': 'vetted',
      },
    });
    expect(entry.support).not.toHaveProperty('runbook');
    expect(notes).toContain('mapped-with-loss /support/runbook');
  });
});

describe('when fields are written in other ways', () => {
  const cases: readonly (readonly [string, Record<string, unknown>, Record<string, unknown>])[] = [
    [
      'names with dashes',
      { 'approval-status': 'Published' },
      { lifecycle: { stage: 'proposed' }, annotations: { 'import/approval-status': 'Published' } },
    ],
    [
      'a manifest of ours with its stage',
      { apiVersion: 'souk/v1', lifecycle: { stage: 'published' } },
      { lifecycle: { stage: 'published' } },
    ],
    ['a rejected status', { status: 'rejected' }, { lifecycle: { stage: 'proposed' } }],
    [
      'a deprecation',
      { status: 'deprecated', sunset_date: '2027-01-31', replaced_by: 'New App' },
      { lifecycle: { stage: 'deprecated', deprecation: { sunset: '2027-01-31', replacement: 'new-app' } } },
    ],
    ['a duration as a number', { data_retention: 30 }, { data: { retention: '30d' } }],
    ['a duration in ISO 8601', { retention: 'P3M' }, { data: { retention: 'P3M' } }],
    [
      'permissions by name',
      { permissions: { mail: ['read', 'send'], camera: true } },
      { permissions: [{ name: 'mail', scopes: ['read', 'send'] }, { name: 'camera' }] },
    ],
    [
      'scopes in one text',
      { scopes: 'crm.read, crm.write' },
      {
        permissions: [
          { name: 'crm.read', scopes: ['crm.read'] },
          { name: 'crm.write', scopes: ['crm.write'] },
        ],
      },
    ],
    [
      'an image with its digest apart',
      { image: 'ghcr.io/a/b', digest: 'AB'.repeat(32) },
      { artifact: { ref: `ghcr.io/a/b@sha256:${'ab'.repeat(32)}` } },
    ],
    [
      'objectives by name',
      { slos: { availability: 99.9 } },
      { slos: [{ name: 'availability', objective: 99.9 }] },
    ],
    [
      'a share in percent',
      { billing: { metrics: [{ name: 'm', unit: 'u', price_cents: '1050', revenue_share: '20%' }] } },
      { billing: { metrics: [{ name: 'm', unit: 'u', price: '10.50', revenueShare: '0.20' }] } },
    ],
    [
      'an owner with an address',
      { owner: { name: 'Team Ä', email: 'team@example.com' } },
      { owner: 'team-a', contact: { email: 'team@example.com' } },
    ],
    [
      'hosts as addresses',
      { allowed_hosts: ['https://api.example.com/v1'] },
      { egress: ['api.example.com'] },
    ],
    [
      'hosts without those that are wildcards',
      { egress: [{ host: '*.example.com', purpose: 'Anything' }, 'api.example.com', '*'] },
      {
        egress: ['api.example.com'],
        annotations: {
          'import/egress/0/host': '*.example.com',
          'import/egress/0/purpose': 'Anything',
          'import/egress/2': '*',
        },
      },
    ],
    [
      'files beside the source, which are not imported',
      {
        openapi_spec: 'x',
        apis: { provides: [{ name: 'a', openapi: 'a.yaml' }] },
        docs: 'https://x.example',
      },
      {
        apis: { provides: [{ name: 'a' }] },
        quality: { documentation: 'https://x.example' },
        annotations: { 'import/apis/provides/0/openapi': 'a.yaml' },
      },
    ],
    [
      'secrets with references',
      { secrets: { DB: 'vault:kv/db#x', CACHE: 'hunter2' } },
      { secrets: [{ name: 'DB', provision: 'vault:kv/db#x' }, { name: 'CACHE' }] },
    ],
    [
      'a configuration schema',
      { config_schema: { type: 'object', properties: { a: { type: 'string', example: 'x' } } } },
      { config: { type: 'object', properties: { a: { type: 'string' } } } },
    ],
  ];

  it.each(cases)('understands %s', (_name, fields, expected) => {
    const { entry, text } = importOne(JSON.stringify({ id: 'thing', ...fields }));
    expect(entry).toMatchObject(expected);
    expect(text).not.toContain('hunter2');
  });

  it('keeps a status that it does not know', () => {
    const { entry } = importOne('{"id":"thing","status":"blue"}');
    expect(entry).toMatchObject({
      lifecycle: { stage: 'proposed' },
      annotations: { 'import/status': 'blue' },
    });
  });

  it('removes credentials from any text, and says so', () => {
    const { entry, notes } = importOne(
      JSON.stringify({
        id: 'thing',
        description: `Use ghp_${'a'.repeat(36)} to sign in.`,
        url_db: 'postgres://u:pw12345@db/x',
      }),
    );
    expect(entry.description).toBe('Use [removed] to sign in.');
    expect(entry.annotations).toMatchObject({ 'import/url_db': 'postgres://u:[removed]@db/x' });
    expect(notes).toContain('mapped-with-loss /description');
  });

  it('takes each item of a list as a manifest, and two addresses with one local part as two teams', () => {
    const result = importFlat([
      {
        path: 'f',
        text: JSON.stringify([
          { id: 'a', owner: 'ops@x.example' },
          { id: 'b', owner: 'ops@y.example' },
          { id: 'c', owner: 'OPS@x.example' },
          3,
        ]),
      },
    ]);
    expect(result.manifests.flatMap(({ manifest }) => ('owner' in manifest ? [manifest.owner] : []))).toEqual(
      ['ops', 'ops-2', 'ops'],
    );
    expect(result.failures).toEqual([{ source: 'f#4', message: 'It is not a mapping of fields.' }]);
  });
});
