import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSnapshot } from '../../testing/catalog-snapshot.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { EnvironmentWorld } from '../gitops/testing/environment-world.ts';
import { KubernetesWorld } from '../kubernetes/testing/kubernetes-world.ts';
import { someSettings } from '../kubernetes-objects/testing/object-settings.ts';
import { aModuleInstance } from '../terraform/testing/a-module-instance.ts';
import { StateServer } from '../terraform/testing/state-server.ts';
import { MODULE } from '../terraform/testing/terraform-world.ts';
import { testedCli } from '../terraform/testing/tested-cli.ts';
import { anInstance } from '../testing/an-instance.ts';
import type { DriverSettings, GitopsSettings } from './driver-settings.ts';
import { type ClusterDriverPorts, openClusterDrivers, shareTerraform } from './open-cluster-drivers.ts';

const MODULE_FILE = 'connectors/crm-slack-alerts/main.tf';
const never = new AbortController().signal;
const dataDir = mkdtempSync(join(tmpdir(), 'souk-drivers-'));
afterAll(() => rmSync(dataDir, { recursive: true }));

const ports: ClusterDriverPorts = {
  ...{ dataDir, githubApiUrl: 'https://api.github.com', clock: new FakeClock() },
  environment: { PATH: process.env['PATH'] },
  readSecret: async (reference) =>
    reference === 'env:SOUK_SECRET_TOKEN'
      ? { ok: true, value: 'token-of-the-tests' }
      : { ok: false, reason: `${reference} is not set.` },
  ...{ tell: () => {}, logger: pino({ level: 'silent' }) },
  source: {
    read: async () => ({
      ...aSnapshot({}),
      files: new Map([[MODULE_FILE, { path: MODULE_FILE, type: 'file' as const }]]),
      readFiles: async () =>
        new Map([[MODULE_FILE, { ok: true as const, bytes: new TextEncoder().encode(MODULE) }]]),
    }),
  },
};
const open = (settings: DriverSettings) =>
  openClusterDrivers(settings, shareTerraform(settings, ports), ports);

describe('when the settings name an environment repository', () => {
  let world: EnvironmentWorld;
  beforeAll(() => {
    world = new EnvironmentWorld();
  });
  afterAll(() => world[Symbol.dispose]());
  const gitops = (parts: Partial<GitopsSettings> = {}): GitopsSettings => ({
    ...{ repository: world.remote.dir, branch: 'main', mode: 'commit', cluster: someSettings() },
    ...parts,
  });

  it('writes installations into it, and asks Argo CD for their health by the name that they have there', async () => {
    const asked: string[] = [];
    const argo = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers.authorization}`);
      response.end(JSON.stringify({ status: { health: { status: 'Healthy' }, sync: { status: 'Synced' } } }));
    });
    await new Promise<void>((resolve) => argo.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(argo.address() as AddressInfo).port}`;
    const health = {
      url,
      token: 'env:SOUK_SECRET_TOKEN',
      application: '{environment}-{team}-{installation}',
    };
    const driver = open({ gitops: gitops({ argo: health }) }).get('gitops');
    try {
      await driver?.apply(anInstance(), never);
      expect(Object.keys(world.files())).toContain(
        'environments/dev/sales-platform/lead-alerts/deployment.yaml',
      );
      expect(await driver?.observe(anInstance(), never)).toEqual({ health: 'healthy', drift: [] });
      expect(asked).toEqual([
        '/api/v1/applications/dev-sales-platform-lead-alerts Bearer token-of-the-tests',
      ]);
    } finally {
      await driver?.close?.();
      argo.close();
    }
  });

  it.each<[string, Partial<GitopsSettings>, string, string]>([
    [
      'a token that is not there',
      { token: 'env:SOUK_SECRET_OTHER' },
      'secret',
      'SOUK_SECRET_OTHER is not set',
    ],
    ['pull requests elsewhere', { mode: 'pull-request' }, 'conflict', 'Say mode: commit'],
    [
      'pull requests without a token',
      { mode: 'pull-request', repository: 'https://github.com/acme/environments' },
      'conflict',
      'there is no token',
    ],
  ])('says by each answer that it has %s', async (_name, parts, code, message) => {
    const driver = open({ gitops: gitops(parts) }).get('gitops');
    await expect(driver?.list(never)).rejects.toMatchObject({
      ...{ code, message: expect.stringContaining(message) },
    });
  });
});

describe('when the settings name a cluster', () => {
  it('applies installations by its API', async () => {
    const world = await KubernetesWorld.open();
    const cluster = someSettings();
    const driver = open({ kubernetes: { kubeconfig: world.writeKubeconfig(), cluster } }).get('kubernetes');
    try {
      await driver?.apply(anInstance(), never);
      expect(await driver?.list(never)).toEqual(['lead-alerts']);
    } finally {
      await driver?.close?.();
      await world.close();
    }
  });
});

describe.skipIf(testedCli === undefined)('when the settings name a backend of states', () => {
  it('applies modules from the catalog, with one driver for all', async () => {
    const states = await StateServer.open();
    const address = `${states.url}/{installation}`;
    const settings: DriverSettings = {
      terraform: {
        command: testedCli ?? '',
        backend: { type: 'http', config: { address, lock_address: address, unlock_address: address } },
        timeoutMs: 60_000,
      },
    };
    const terraform = shareTerraform(settings, ports);
    const driver = openClusterDrivers(settings, terraform, ports).get('terraform');
    try {
      await driver?.apply(aModuleInstance(), never);
      expect(await driver?.observe(aModuleInstance(), never)).toEqual({ health: 'healthy', drift: [] });
      expect(await (await terraform?.open())?.preview(aModuleInstance(), new Set(), never)).toMatchObject({
        ...{ create: 0, change: 0, destroy: 0 },
      });
      await driver?.remove('lead-alerts', never);
      expect(await driver?.list(never)).toEqual([]);
    } finally {
      await driver?.close?.();
      await states.close();
    }
  });
});
