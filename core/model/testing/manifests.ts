import type {
  App,
  Connector,
  Installation,
  Manifest,
  Marketplace,
  PriceBook,
  ScopeCatalog,
  Team,
  Waiver,
} from '../manifest/manifest.ts';

/** Valid manifests that a test changes where it matters. */
export function anApp(changes: Partial<App> = {}): App {
  return {
    apiVersion: 'souk/v1',
    kind: 'App',
    id: 'invoice-scanner',
    version: '1.4.2',
    name: 'Invoice Scanner',
    summary: 'Reads supplier invoices from a mailbox and files them.',
    owner: 'finance',
    runtime: { type: 'container' },
    lifecycle: { stage: 'published' },
    ...changes,
  };
}

export function aConnector(changes: Partial<Connector> = {}): Connector {
  const { kind: _, ...app } = anApp();
  return {
    ...app,
    kind: 'Connector',
    id: 'crm-sync',
    name: 'CRM Sync',
    summary: 'Copies leads from the CRM into the database.',
    ...changes,
  };
}

export function aTeam(changes: Partial<Team> = {}): Team {
  return { apiVersion: 'souk/v1', kind: 'Team', id: 'finance', name: 'Finance', ...changes };
}

export function anInstallation(changes: Partial<Installation> = {}): Installation {
  return {
    apiVersion: 'souk/v1',
    kind: 'Installation',
    id: 'invoices-prod',
    app: 'invoice-scanner',
    version: '^1.4.0',
    team: 'finance',
    environment: 'production',
    ...changes,
  };
}

export function aWaiver(changes: Partial<Waiver> = {}): Waiver {
  return {
    apiVersion: 'souk/v1',
    kind: 'Waiver',
    id: 'scanner-license',
    rule: 'developer/license',
    entity: 'App/invoice-scanner',
    reason: 'The license of a bought part is being clarified.',
    approvedBy: 'product',
    expiresAt: '2027-02-15',
    ...changes,
  };
}

export function aMarketplace(changes: Partial<Marketplace> = {}): Marketplace {
  return { apiVersion: 'souk/v1', kind: 'Marketplace', id: 'acme', name: 'Acme', ...changes };
}

export function aScopeCatalog(changes: Partial<ScopeCatalog> = {}): ScopeCatalog {
  return { apiVersion: 'souk/v1', kind: 'ScopeCatalog', id: 'scopes', scopes: [], ...changes };
}

export function aPriceBook(changes: Partial<PriceBook> = {}): PriceBook {
  return { apiVersion: 'souk/v1', kind: 'PriceBook', id: 'prices', currency: 'EUR', units: [], ...changes };
}

/** The path where a manifest belongs. */
export function homeOf(manifest: Manifest): string {
  switch (manifest.kind) {
    case 'App':
    case 'Connector':
      return `catalog/apps/${manifest.id}/manifest.yaml`;
    case 'Installation':
      return `catalog/installations/${manifest.team}/${manifest.id}.yaml`;
    default:
      return `catalog/${manifest.kind.toLowerCase()}s/${manifest.id}.yaml`;
  }
}
