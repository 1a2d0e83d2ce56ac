import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { systemClock } from '../../clock.ts';
import { until } from '../../testing/until.ts';
import type { Driver } from '../driver.ts';
import { renderObjects } from '../kubernetes-objects/render-objects.ts';
import { someSettings } from '../kubernetes-objects/testing/object-settings.ts';
import { anInstance } from '../testing/an-instance.ts';
import type { Cluster } from './cluster.ts';
import { openKubernetesDriver } from './kubernetes-driver.ts';
import { resourceOf, resources } from './resources.ts';
import type { Json } from './testing/field-sets.ts';
import { DEPLOYMENTS, KubernetesWorld } from './testing/kubernetes-world.ts';

const never = new AbortController().signal;
const NAME = 'souk-lead-alerts';
const IN_DEV = '/api/v1/namespaces/marketplace-dev';
const CRON_JOBS = '/apis/batch/v1/namespaces/marketplace-dev/cronjobs';

let world: KubernetesWorld;
let opened: (Driver | Cluster)[];
beforeEach(async () => {
  world = await KubernetesWorld.open();
  opened = [];
});
afterEach(async () => {
  for (const one of opened) await one.close?.();
  await world.close();
});

const open = async (...parts: Parameters<KubernetesWorld['driver']>): Promise<Driver> => {
  const driver = await world.driver(...parts);
  opened.push(driver);
  return driver;
};
const openCluster = async (...parts: Parameters<KubernetesWorld['cluster']>): Promise<Cluster> => {
  const cluster = await world.cluster(...parts);
  opened.push(cluster);
  return cluster;
};
const kinds = () =>
  world.double.store
    .all()
    .map(({ object }) => object.kind)
    .toSorted();
const SETTINGS = `${IN_DEV}/configmaps`;
/** A ConfigMap that somebody else has applied in the place of one of ours. */
const applyForeign = (manager: string, labels: Record<string, string> = {}, more: Json = {}): void => {
  const metadata = { name: NAME, namespace: 'marketplace-dev', labels, ...more };
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { theirs: 'x' } };
  world.double.store.apply(SETTINGS, object, { manager, force: false, dryRun: false });
};

describe('when an instance is applied', () => {
  it('makes what limits it before what runs', async () => {
    await (await open()).apply(anInstance(), never);
    const patched = world.double.requests
      .filter((line) => line.startsWith('PATCH'))
      .map((line) => line.split('/').at(-2));
    expect(patched).toEqual([
      ...['networkpolicies', 'serviceaccounts', 'configmaps', 'services', 'deployments'],
    ]);
    expect(world.double.requests.find((line) => line.startsWith('PATCH'))).toContain(
      'fieldManager=souk&force=true',
    );
  });

  it('keeps who may call it to the gateway', async () => {
    await (await open()).apply(anInstance(), never);
    const policy = world.double.store.get(
      '/apis/networking.k8s.io/v1/namespaces/marketplace-dev/networkpolicies',
      NAME,
    );
    expect((policy ?? expect.unreachable())['spec']).toMatchObject({
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'souk-gateway' } } }],
        },
      ],
    });
  });

  it('takes away what it was made of before', async () => {
    const driver = await open();
    await driver.apply(anInstance(), never);
    await driver.apply(anInstance({ runtime: { type: 'function', schedule: '@daily' } }), never);
    expect(kinds()).toEqual(['ConfigMap', 'CronJob', 'NetworkPolicy', 'ServiceAccount']);
    await driver.apply(anInstance({ environment: 'production' }), never);
    const places = world.double.store.all().map(({ object }) => object.metadata.namespace);
    expect(new Set(places)).toEqual(new Set(['sales-platform-production']));
  });

  it('does not touch what others have made', async () => {
    applyForeign('helm');
    const driver = await open();
    await expect(driver.apply(anInstance(), never)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`ConfigMap ${NAME} in marketplace-dev`),
    });
    expect(world.double.store.get(SETTINGS, NAME)?.['data']).toEqual({ theirs: 'x' });
    await driver.remove('lead-alerts', never);
    expect(kinds()).toEqual(['ConfigMap']);
  });

  it.each([
    ['others have applied with its labels', 'argocd-controller', {}],
    ['belongs to another object', 'souk', { ownerReferences: [{ kind: 'Copy', controller: true }] }],
  ])('does not count what %s', async (_, manager, more) => {
    applyForeign(manager, { 'souk.dev/installation': 'lead-alerts' }, more);
    const driver = await open();
    expect(await driver.list(never)).toEqual([]);
    await driver.remove('lead-alerts', never);
    expect(kinds()).toEqual(['ConfigMap']);
  });

  it('waits for what is on its way out, and makes it anew', async () => {
    const driver = await open();
    await driver.apply(anInstance(), never);
    const before = world.double.store.get(DEPLOYMENTS, NAME)?.metadata['uid'];
    const cluster = await openCluster();
    const [live] = await cluster.list(
      resourceOf({ apiVersion: 'apps/v1', kind: 'Deployment' }),
      'souk.dev/installation',
      never,
    );
    world.double.foregroundMs = 200;
    await cluster.remove(live ?? expect.unreachable(), never);
    await driver.apply(anInstance(), never);
    const after = world.double.store.get(DEPLOYMENTS, NAME)?.metadata;
    expect(after).toMatchObject({ uid: expect.not.stringMatching(String(before)) });
    expect(after).not.toHaveProperty('deletionTimestamp');
  });

  it('is refused before anything is made when the manifest asks for what a cluster can not do', async () => {
    const driver = await open();
    await expect(driver.apply(anInstance({ artifact: 'crm:latest' }), never)).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(driver.remove('a,b=c', never)).rejects.toMatchObject({ code: 'invalid' });
    expect(world.double.requests).toEqual([]);
  });
});

describe('when an instance is taken down', () => {
  it('ends what runs before what limits it', async () => {
    const driver = await open();
    await driver.apply(anInstance(), never);
    await driver.remove('lead-alerts', never);
    const events = world.double.store.events.filter(({ type }) => type === 'DELETED');
    expect(events[0]?.object.kind).toBe('Deployment');
    expect(events).toHaveLength(5);
    expect(kinds()).toEqual([]);
  });

  it('says what does not go, and does not ask for it twice', async () => {
    const driver = await open(undefined, { removalMs: 30 });
    await driver.apply(anInstance(), never);
    world.double.sticky = true;
    await expect(driver.remove('lead-alerts', never)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining(`Deployment ${NAME} in marketplace-dev`),
    });
    expect(world.double.requests.filter((line) => line.startsWith('DELETE'))).toHaveLength(1);
    expect(await driver.list(never)).toEqual(['lead-alerts']);
  });
});

describe('when an instance is looked at', () => {
  it('names what somebody has changed, and not what the cluster adds', async () => {
    const driver = await open();
    const instance = anInstance({ runtime: { type: 'container', resources: { cpu: '1.50' } } });
    await driver.apply(instance, never);
    expect((await driver.observe(instance, never)).drift).toEqual([]);
    world.double.store.edit(DEPLOYMENTS, NAME, 'kubectl-edit', (object) => {
      const spec = object['spec'] as { replicas: number; template: { spec: { containers: Json[] } } };
      spec.replicas = 7;
      const [container] = spec.template.spec.containers;
      if (container !== undefined) container['image'] = 'evil';
      object.metadata['annotations'] = { 'example.com/noted': 'by somebody' };
    });
    world.double.store.delete(`${IN_DEV}/services`, NAME);
    expect((await driver.observe(instance, never)).drift).toEqual([
      `Service ${NAME} in marketplace-dev is missing`,
      `Deployment ${NAME} in marketplace-dev: spec.replicas, spec.template.spec.containers.0.image`,
    ]);
    expect(world.double.store.get(DEPLOYMENTS, NAME)?.['spec']).toMatchObject({ replicas: 7 });
    await driver.apply(instance, never);
    expect((await driver.observe(instance, never)).drift).toEqual([]);
    expect(world.double.store.get(DEPLOYMENTS, NAME)?.metadata['annotations']).toEqual({
      'example.com/noted': 'by somebody',
    });
  });

  it('names what is too much', async () => {
    const driver = await open();
    await driver.apply(anInstance(), never);
    const scheduled = anInstance({ runtime: { type: 'function', schedule: '@daily' } });
    expect((await driver.observe(scheduled, never)).drift).toEqual([
      `NetworkPolicy ${NAME} in marketplace-dev: spec.ingress`,
      `CronJob ${NAME} in marketplace-dev is missing`,
      `Service ${NAME} in marketplace-dev is too much`,
      `Deployment ${NAME} in marketplace-dev is too much`,
    ]);
  });

  const condition = (type: string, status: string, reason: string, message?: string) => ({
    ...{ type, status, reason, message },
  });
  const up = condition('Available', 'True', 'MinimumReplicasAvailable');
  const down = condition('Available', 'False', 'MinimumReplicasUnavailable', 'too few');
  const done = condition('Progressing', 'True', 'NewReplicaSetAvailable');

  it.each([
    ['ready', { observedGeneration: 1, conditions: [up, done] }, 'healthy'],
    ['not looked at yet', { observedGeneration: 0, conditions: [up, done] }, 'unknown'],
    [
      'being rolled out',
      { observedGeneration: 1, conditions: [up, condition('Progressing', 'True', 'ReplicaSetUpdated')] },
      'unknown',
    ],
    [
      'stuck',
      {
        observedGeneration: 1,
        conditions: [up, condition('Progressing', 'False', 'ProgressDeadlineExceeded')],
      },
      'unhealthy',
    ],
    ['down', { observedGeneration: 1, conditions: [down, done] }, 'unhealthy'],
    [
      'without pods',
      {
        observedGeneration: 1,
        conditions: [up, done, condition('ReplicaFailure', 'True', 'FailedCreate', 'quota')],
      },
      'unhealthy',
    ],
  ])('knows how a Deployment does that is %s', async (_, status, health) => {
    const driver = await open();
    await driver.apply(anInstance(), never);
    world.double.setStatus(DEPLOYMENTS, NAME, status);
    const observed = await driver.observe(anInstance(), never);
    expect(observed).toMatchObject({ health, drift: [] });
    if (health === 'unhealthy')
      expect(observed.message).toMatch(/: (too few|quota|ProgressDeadlineExceeded)$/);
  });

  const at = (hour: number) => `2026-11-22T0${hour}:00:00Z`;
  it.each([
    ['not run', {}, 'unknown'],
    ['succeeded', { lastScheduleTime: at(6), lastSuccessfulTime: at(7) }, 'healthy'],
    ['failed', { lastScheduleTime: at(7), lastSuccessfulTime: at(6) }, 'unhealthy'],
    ['begun', { lastScheduleTime: at(7), lastSuccessfulTime: at(6), active: [{}] }, 'unknown'],
  ])('knows how a CronJob does that has %s', async (_, status, health) => {
    const instance = anInstance({ runtime: { type: 'function', schedule: '@daily' } });
    const driver = await open();
    await driver.apply(instance, never);
    world.double.setStatus(CRON_JOBS, NAME, status);
    expect((await driver.observe(instance, never)).health).toBe(health);
    const suspended = { ...instance, suspended: true };
    await driver.apply(suspended, never);
    expect(await driver.observe(suspended, never)).toEqual({ health: 'unknown', drift: [] });
  });
});

describe('when instances are listed', () => {
  it('finds all, page by page, in whatever is left of them', async () => {
    const ids = Array.from({ length: 520 }, (_, i) => `app-${String(i).padStart(3, '0')}`);
    for (const id of ids)
      world.double.store.apply(
        `${IN_DEV}/configmaps`,
        {
          ...{ apiVersion: 'v1', kind: 'ConfigMap', data: {} },
          metadata: {
            ...{ name: `souk-${id}`, namespace: 'marketplace-dev' },
            labels: { 'souk.dev/installation': id },
          },
        },
        { manager: 'souk', force: true, dryRun: false },
      );
    expect(await (await open()).list(never)).toEqual(ids);
    expect(world.double.requests.filter((line) => line.includes('/configmaps'))).toHaveLength(2);
  });

  it('takes kinds that are not installed for empty, and no other failure', async () => {
    for (const kind of ['CiliumNetworkPolicy', 'ExternalSecret']) world.double.missing.add(kind);
    const driver = await open();
    await driver.apply(anInstance(), never);
    expect(await driver.list(never)).toEqual(['lead-alerts']);
    world.double.failing = { status: 404, body: { kind: 'Status', message: 'no such thing' } };
    await expect(driver.list(never)).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('looks into the namespaces that it is told of only', async () => {
    const { cluster, objects } = {
      cluster: await openCluster({ namespaces: ['marketplace-dev'] }),
      objects: someSettings(),
    };
    const driver = openKubernetesDriver({
      cluster,
      objects,
      clock: systemClock,
      removalMs: 1_000,
      pollMs: 5,
    });
    expect(await driver.list(never)).toEqual([]);
    expect(world.double.requests).toHaveLength(resources.length);
    for (const line of world.double.requests) expect(line).toContain('/namespaces/marketplace-dev/');
  });
});

describe('when the cluster does not do as it is told', () => {
  it.each([
    [{ status: 422, body: { message: 'spec.x: Invalid\nvalue' } }, 'invalid', 'spec.x: Invalid value'],
    [
      { status: 403, body: { message: 'forbidden' } },
      'unreachable',
      'does not let Souk do that (403: forbidden)',
    ],
    [{ status: 503, body: 'upstream' }, 'unreachable', '503'],
    [{ status: 200, body: 'no object' }, 'unreachable', '200'],
  ])('says what an answer %j means', async (failing, code, message) => {
    const cluster = await openCluster();
    world.double.failing = failing;
    const [object] = renderObjects(anInstance(), someSettings());
    const applying = cluster.apply(object ?? expect.unreachable(), { dryRun: false }, never);
    await expect(applying).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it('says so when a namespace or a definition is missing', async () => {
    const driver = await open();
    world.double.namespaces.clear();
    await expect(driver.apply(anInstance(), never)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('namespaces "marketplace-dev" not found'),
    });
    world.double.missing.add('NetworkPolicy');
    await expect(driver.apply(anInstance(), never)).rejects.toMatchObject({
      message: expect.stringContaining('does not know this kind'),
    });
  });

  it('says so when it is away, and never shows the token', async () => {
    const driver = await open();
    await world.double.close();
    const failure = await driver.list(never).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'unreachable', message: expect.stringContaining('ECONNREFUSED') });
    expect(JSON.stringify(failure) + String(failure)).not.toContain('token-of-souk');
    await world.double.close().catch(() => undefined);
  });

  it('ends when nobody waits for it any more', async () => {
    const control = new AbortController();
    control.abort(new Error('enough'));
    await expect((await open()).list(control.signal)).rejects.toThrow('enough');
  });
});

describe('when somebody wants to know what changes', () => {
  it('tells of instances that do otherwise, through ends of watches and forgotten versions', async () => {
    const driver = await open();
    await driver.apply(anInstance(), never);
    const told: string[] = [];
    const stop = driver.subscribe?.((id) => told.push(id));
    await until(
      () => world.double.watches,
      (watches) => watches === 2,
    );
    const becomes = async (available: string, count: number): Promise<void> => {
      world.double.setStatus(DEPLOYMENTS, NAME, {
        observedGeneration: 1,
        conditions: [
          { type: 'Available', status: available },
          { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' },
        ],
      });
      await until(
        () => told.length,
        (length) => length === count,
      );
    };
    await becomes('True', 1);
    world.double.endWatches();
    await becomes('False', 2);
    // What was missed is found, though it can not be told of in turn.
    world.double.oldest = world.double.store.version + 10;
    world.double.endWatches();
    await becomes('True', 3);
    expect(new Set(told)).toEqual(new Set(['lead-alerts']));
    stop?.();
    await until(
      () => world.double.watches,
      (watches) => watches === 0,
    );
  });
});

describe('when rights are given', () => {
  it('needs those of the example, for every kind that is made', () => {
    const path = fileURLToPath(new URL('../../../../deploy/kubernetes/rbac.yaml', import.meta.url));
    const role = parseAllDocuments(readFileSync(path, 'utf8'))
      .map((document) => document.toJS())
      .find(({ kind }) => kind === 'ClusterRole');
    const granted = role.rules.flatMap(
      ({
        apiGroups: [group],
        resources: names,
        verbs,
      }: {
        apiGroups: string[];
        resources: string[];
        verbs: string[];
      }) => names.map((name) => [group, name, ...verbs.toSorted()].join(' ')),
    );
    const verbs = 'create delete get list patch watch';
    const needed = resources.map(({ apiVersion, plural }) =>
      [apiVersion.includes('/') ? apiVersion.split('/')[0] : '', plural, verbs].join(' '),
    );
    expect(granted.toSorted()).toEqual(needed.toSorted());
  });
});
