import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '@souk/controller/src/store/open-store.ts';
import { writeRows } from '@souk/controller/src/store/write-rows.ts';
import { assembleInstance } from '@souk/model/installation/assemble-instance.ts';
import type { App, Installation, PriceBook, Team } from '@souk/model/manifest/manifest.ts';
import { stringify } from 'yaml';
import { GrowingRepository } from '../reconcile/growing-repository.ts';
import { startController } from '../reconcile/start-controller.ts';
import { PUBLIC_URL, WorkloadIssuer } from './workload-issuer.ts';

const app: App = {
  ...{ apiVersion: 'souk/v1', kind: 'App', id: 'crm', version: '1.0.0', name: 'CRM', owner: 'sales' },
  ...{ summary: 'Keeps who buys what.', runtime: { type: 'container' }, lifecycle: { stage: 'published' } },
  billing: {
    plan: 'usage',
    metrics: [
      { name: 'calls', unit: 'call' },
      { name: 'traffic', unit: 'gb-transfer' },
      { name: 'hours', unit: 'instance-hour' },
    ],
  },
};

const prices: PriceBook = {
  ...{ apiVersion: 'souk/v1', kind: 'PriceBook', id: 'prices', name: 'Prices', currency: 'EUR' },
  units: [
    { name: 'call', quantity: 'count', price: '0.01' },
    { name: 'gb-transfer', quantity: 'bytes', size: '1073741824', price: '0.05' },
    { name: 'instance-hour', quantity: 'seconds', size: '3600', price: '0.03' },
  ],
};

const team: Team = { apiVersion: 'souk/v1', kind: 'Team', id: 'sales', name: 'Sales', costCenter: 'CC-1' };

const installations: readonly Installation[] = ['emea', 'apac', 'americas', 'oceania'].map((region) => ({
  ...{ apiVersion: 'souk/v1', kind: 'Installation', id: `crm-${region}`, app: 'crm', version: '^1.0.0' },
  ...{ team: 'sales', environment: 'production', driver: 'local' },
}));

export const installationIds = installations.map(({ id }) => id);

export interface Place {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
}

/** What a controller needs that serves installations which run. */
export interface MeteredCatalog {
  readonly repository: GrowingRepository;
  readonly settings: Readonly<Record<`SOUK_${string}`, string>>;
  readonly issuer: WorkloadIssuer;
}

/** Brings a catalog into an empty database, and has its installations run as if a driver had set them up. */
export async function prepareCatalog(folder: string, place: Place): Promise<MeteredCatalog> {
  mkdirSync(folder, { recursive: true });
  const repository = GrowingRepository.create(join(folder, 'catalog.git'));
  const files = {
    'catalog/apps/crm/manifest.yaml': app,
    'catalog/prices.yaml': prices,
    'catalog/teams/sales.yaml': team,
    ...Object.fromEntries(installations.map((one) => [`catalog/installations/${one.id}.yaml`, one])),
  };
  const texts = Object.entries(files).map(([path, manifest]) => [path, stringify(manifest)]);
  const commit = repository.commit('Add a metered app', Object.fromEntries(texts), { isFirst: true });
  const issuer = new WorkloadIssuer(['production']);
  const issuersFile = join(folder, 'issuers.json');
  writeFileSync(issuersFile, issuer.describe(join(folder, 'keys.json')));
  const settings = {
    SOUK_PUBLIC_URL: PUBLIC_URL,
    SOUK_TOKEN_ISSUERS: issuersFile,
    SOUK_TOKEN_MINUTES: '60',
    // Without a driver, nothing is done about what runs.
    SOUK_LOCAL_DRIVER: 'off',
  };
  const options = { ...place, repo: repository.dir, pollSeconds: 86_400, settings };
  const controller = await startController(options, { commit, entities: texts.length });
  await controller.stop();
  await setRunning(place);
  return { repository, settings, issuer };
}

async function setRunning(place: Place): Promise<void> {
  const store = await openStore(place);
  try {
    const now = new Date();
    const rows = installations.map((installation) => ({
      ...{ installation_id: installation.id, driver: 'local', first_seen_at: now, entry_kind: 'App' },
      ...{ entry_id: app.id, phase: 'running', version: app.version, settings: 's', agreed: [] },
      ...{ health: 'healthy', health_since: now, rejected: [], drift: [], attempts: 0 },
      instance: assembleInstance(installation, app, undefined),
    }));
    await store.db.deleteFrom('installation_state').execute();
    await writeRows(store.db, 'installation_state', rows);
  } finally {
    await store.close();
  }
}
