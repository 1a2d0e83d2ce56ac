import { type Finding, startOf } from '@souk/model/finding/finding.ts';
import type { Connector } from '@souk/model/manifest/manifest.ts';
import { anApp, aTeam, pathOf, type SnapshotParts } from './catalog-snapshot.ts';

/** Its file is no YAML. */
export const broken = { kind: 'App', id: 'broken' } as const;
/** What the checks find in it. */
export const shopFinding: Finding = {
  rule: 'schema/type',
  level: 'deny',
  message: 'No.',
  help: 'Mend it.',
  docs: 'd.md',
  location: startOf(pathOf(broken)),
};
const connector: Connector = {
  ...anApp({ id: 'crm' }),
  kind: 'Connector',
  id: 'slack',
  name: 'Slack',
  summary: 'Posts messages.',
  apis: {
    consumes: [
      { name: 'accounts', app: 'crm' },
      { name: 'x', app: 'gone' },
    ],
  },
};
/** Two apps, a connector that uses one of them, a broken file, and one that names nothing. */
export const smallShop: SnapshotParts = {
  commit: 'c1',
  manifests: [
    aTeam({ id: 'sales-tools', name: 'Sales Tools' }),
    anApp({
      id: 'crm',
      name: 'CRM',
      tags: ['crm', 'sales'],
      domain: 'sales',
      lifecycle: { stage: 'published' },
    }),
    anApp({
      id: 'erp',
      name: 'ERP',
      owner: 'nobody',
      tags: ['sales'],
      permissions: [{ name: 'read', scopes: ['erp:read'] }],
    }),
    connector,
    {
      apiVersion: 'souk/v1',
      kind: 'Marketplace',
      id: 'acme',
      name: 'Acme Souk',
      description: 'All we have.',
    },
  ],
  broken: [{ path: pathOf(broken), key: broken }],
  unreadable: ['catalog/odd.yaml'],
  attachments: ['catalog/apps/crm/openapi.yaml'],
};
