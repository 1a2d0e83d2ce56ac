import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembleInstance } from '@souk/model/installation/assemble-instance.ts';
import type { App, Installation, Manifest, PriceBook } from '@souk/model/manifest/manifest.ts';
import { SignJWT } from 'jose';
import { sql } from 'kysely';
import { stringify } from 'yaml';
import { openStore } from '../src/store/open-store.ts';
import { writeRows } from '../src/store/write-rows.ts';
import { BareRemote } from '../src/testing/bare-remote.ts';
import { anApp, aTeam, pathOf } from '../src/testing/catalog-snapshot.ts';
import { type ControllerSettings, startControllerProcess } from '../src/testing/controller-process.ts';
import { until } from '../src/testing/until.ts';

const PUBLIC_URL = 'https://souk.example';
const ISSUER = 'https://cluster.example';

const prices: PriceBook = {
  ...{ apiVersion: 'souk/v1', kind: 'PriceBook', id: 'prices', name: 'Prices', currency: 'EUR' },
  units: [
    { name: 'call', quantity: 'count', price: '0.01' },
    { name: 'gb-transfer', quantity: 'bytes', size: '1073741824', price: '0.05' },
    { name: 'instance-hour', quantity: 'seconds', size: '3600', price: '0.03' },
    { name: 'seat', quantity: 'count', aggregation: 'unique', price: '3.00' },
    { name: 'lane', quantity: 'count', aggregation: 'max', price: '1.00' },
    { name: 'gb-kept', quantity: 'bytes', size: '1000000000', aggregation: 'last', price: '0.10' },
    { name: 'job', quantity: 'count', aggregation: 'count', price: '0.20' },
  ],
};

/** Metrics of every app by name, each with the units that it can be sent in and how much of the base quantity they are. */
export const metrics: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  calls: { call: '1', k: '1000' },
  traffic: { 'gb-transfer': '1073741824', B: '1', MiB: '1048576', GB: '1000000000' },
  hours: { 'instance-hour': '3600', ms: '0.001', min: '60' },
  people: { seat: '1' },
  lanes: { lane: '1', M: '1000000' },
  kept: { 'gb-kept': '1000000000', KiB: '1024' },
  jobs: { job: '1' },
};

const app = (id: string): App =>
  anApp({
    id,
    lifecycle: { stage: 'published' },
    billing: {
      plan: 'usage',
      metrics: Object.entries(metrics).map(([name, units]) => ({ name, unit: Object.keys(units)[0] ?? '' })),
    },
  });

const installation = (id: string, entry: string, team: string, environment: string): Installation => ({
  ...{ apiVersion: 'souk/v1', kind: 'Installation', id, app: entry, version: '^1.0.0' },
  ...{ team, environment, driver: 'local' },
});

export const installations: readonly Installation[] = [
  installation('crm-emea', 'crm', 'sales', 'production'),
  installation('crm-apac', 'crm', 'support', 'dev'),
  installation('erp-emea', 'erp', 'finance', 'production'),
  installation('erp-apac', 'erp', 'finance', 'dev'),
];

/** A catalog with installations that run, and a cluster that vouches for them. */
export interface MeteredMarketplace {
  /** Of any controller that serves it. No driver is set up, so that nothing is done about what runs. */
  readonly settings: ControllerSettings;
  /** Gets a token as the workload of an installation does. */
  tokenFor(url: string, installation: string): Promise<string>;
}

/**
 * Brings a catalog into an empty database by a controller of its own, which has ended when this resolves, and has its
 * installations run as if a driver had set them up.
 *
 * @param folder where the catalog and the keys of the cluster lie
 */
export async function openMeteredMarketplace(
  folder: string,
  place: { readonly databaseUrl: string | undefined; readonly dataDir: string },
): Promise<MeteredMarketplace> {
  mkdirSync(folder, { recursive: true });
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keyFile = join(folder, 'cluster-keys.json');
  const key = { ...publicKey.export({ format: 'jwk' }), kid: 'c1', use: 'sig', alg: 'ES256' };
  writeFileSync(keyFile, JSON.stringify({ keys: [key] }));
  const issuersFile = join(folder, 'issuers.json');
  const environments = [...new Set(installations.map(({ environment }) => environment))];
  const issuer = { name: 'cluster', issuer: ISSUER, environments, keys: { file: keyFile } };
  writeFileSync(
    issuersFile,
    JSON.stringify({ issuers: [{ ...issuer, subject: 'workload:{installation}' }] }),
  );

  const remote = new BareRemote(join(folder, 'catalog.git'));
  const manifests: Manifest[] = [prices, app('crm'), app('erp'), ...installations];
  for (const id of new Set(installations.map(({ team }) => team)))
    manifests.push(aTeam({ id, costCenter: `CC-${id}` }));
  const tree = Object.fromEntries(manifests.map((manifest) => [pathOf(manifest), stringify(manifest)]));
  const commit = remote.push(tree, undefined);
  const settings: ControllerSettings = {
    SOUK_REPO: remote.dir,
    SOUK_BRANCH: 'main',
    SOUK_LOCAL_DRIVER: 'off',
    SOUK_POLL_SECONDS: '3600',
    SOUK_LOG_LEVEL: 'error',
    SOUK_PUBLIC_URL: PUBLIC_URL,
    SOUK_TOKEN_ISSUERS: issuersFile,
    SOUK_TOKEN_MINUTES: '60',
    ...(place.databaseUrl === undefined ? {} : { SOUK_DATABASE_URL: place.databaseUrl }),
  };
  await readCatalog({ ...settings, SOUK_DATA_DIR: place.dataDir }, commit, manifests.length);
  await setRunning(place);
  return { settings, tokenFor: (url, id) => exchangeToken(url, id, privateKey) };
}

async function readCatalog(settings: ControllerSettings, commit: string, entities: number): Promise<void> {
  const controller = await startControllerProcess(settings);
  try {
    await controller.answers();
    await until(
      async () => {
        const response = await fetch(`${controller.url}/api/v1/status`);
        const status = (await response.json()) as { commit?: string; entities: { total: number } };
        return { ...status, errors: controller.output.errors };
      },
      (status) => status.commit === commit && status.entities.total === entities,
      60_000,
    );
  } finally {
    await controller.kill('SIGTERM');
  }
}

async function setRunning(place: { readonly databaseUrl: string | undefined; readonly dataDir: string }) {
  const store = await openStore(place);
  try {
    const now = new Date();
    const rows = installations.map((one) => ({
      ...{
        installation_id: one.id,
        driver: 'local',
        first_seen_at: now,
        entry_kind: 'App',
        entry_id: one.app,
      },
      ...{ phase: 'running', version: '1.0.0', settings: 's', agreed: [], health: 'healthy' },
      ...{ health_since: now, rejected: [], drift: [], attempts: 0 },
      instance: assembleInstance(one, app(one.app), undefined),
    }));
    await writeRows(store.db, 'installation_state', rows, {
      onConflict: sql`on conflict (installation_id) do update set
        phase = excluded.phase, version = excluded.version, settings = excluded.settings, health = excluded.health,
        instance = excluded.instance`,
    });
  } finally {
    await store.close();
  }
}

async function exchangeToken(url: string, id: string, privateKey: KeyObject): Promise<string> {
  const subjectToken = await new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', kid: 'c1' })
    .setIssuer(ISSUER)
    .setSubject(`workload:${id}`)
    .setAudience(PUBLIC_URL)
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(privateKey);
  const response = await fetch(`${url}/api/v1/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: subjectToken,
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    }),
  });
  const answer = (await response.json()) as { readonly access_token?: string };
  if (answer.access_token === undefined)
    throw new Error(`No token for ${id}: HTTP ${response.status}, ${JSON.stringify(answer)}`);
  return answer.access_token;
}
