import { KubernetesObjectApi, PatchStrategy } from '@kubernetes/client-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../kubernetes-objects/kubernetes-object.ts';
import type { ClusterConfig } from './cluster-config.ts';
import { compareObjects } from './compare-objects.ts';
import { ObjectApi } from './object-api.ts';
import { readKubeconfig } from './read-cluster-config.ts';
import { resourceOf, resources } from './resources.ts';
import { DEPLOYMENTS, KubernetesWorld } from './testing/kubernetes-world.ts';

const never = new AbortController().signal;
const LABEL = 'souk.dev/installation';
const metadata = { name: 'a', namespace: 'marketplace-dev', labels: { [LABEL]: 'a' } };

/** With fields that are younger than the client. */
const deployment: KubernetesObject = {
  ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata },
  spec: { template: { spec: { containers: [{ name: 'main', resources: {}, youngProbe: { after: 1 } }] } } },
};
const secret: KubernetesObject = {
  ...{ apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata },
  spec: { data: [{ secretKey: 'TOKEN', remoteRef: { key: 'kv/a', property: 'token', young: [null, 0] } }] },
};

let world: KubernetesWorld;
let config: ClusterConfig;
beforeEach(async () => {
  world = await KubernetesWorld.open();
  config = await readKubeconfig(world.writeKubeconfig());
});
afterEach(async () => {
  await config.close();
  await world.close();
});

describe('when objects pass through the API', () => {
  it.each([deployment, secret])('keeps all that is in a $kind', async (object) => {
    const cluster = await world.cluster();
    await cluster.apply(object, { dryRun: false }, never);
    const resource = resourceOf(object);
    const [listed = expect.unreachable()] = await cluster.list(resource, LABEL, never);
    const stored = await cluster.read(resource, object, never);
    for (const live of [listed, stored])
      expect(live).toMatchObject({
        ...{ spec: object['spec'], metadata: { creationTimestamp: expect.any(String) } },
      });
    const again = await cluster.apply(object, { dryRun: true }, never);
    expect(compareObjects(listed, again)).toEqual([]);
    await cluster.close();
  });

  it('sees that a field was changed which is younger than the client', async () => {
    const cluster = await world.cluster();
    await cluster.apply(deployment, { dryRun: false }, never);
    world.double.store.edit(DEPLOYMENTS, 'a', 'kubectl-edit', (object) => {
      const { template } = object['spec'] as { template: { spec: { containers: [{ youngProbe: object }] } } };
      template.spec.containers[0].youngProbe = { after: 9 };
    });
    const [live = expect.unreachable()] = await cluster.list(resourceOf(deployment), LABEL, never);
    const again = await cluster.apply(deployment, { dryRun: true }, never);
    expect(compareObjects(live, again)).toEqual(['spec.template.spec.containers.0.youngProbe.after']);
    await cluster.close();
  });
});

/** What ObjectApi is there for; when this fails, the client keeps all of it, and ObjectApi can go. */
describe('when objects pass through the models of the client', () => {
  class ModelApi extends KubernetesObjectApi {
    protected override async resource(apiVersion: string, kind: string) {
      const { plural } = resourceOf({ apiVersion, kind });
      return { name: plural, kind, namespaced: true, singularName: '', verbs: [] };
    }
  }
  const list = ({ apiVersion, kind }: KubernetesObject, limit?: number) => {
    const unset = undefined;
    return config
      .makeApiClient(ModelApi)
      .list(...([apiVersion, kind, unset, unset, unset, unset, unset, LABEL, limit] as const));
  };

  it('loses fields on the way there and back, and makes dates of texts', async () => {
    const cluster = await world.cluster();
    await cluster.apply(deployment, { dryRun: false }, never);
    await cluster.close();
    const [found = expect.unreachable()] = (await list(deployment)).items;
    expect(found.metadata?.creationTimestamp).toBeInstanceOf(Date);
    expect(JSON.stringify({ ...found, metadata: {} })).not.toContain('youngProbe');
    await config
      .makeApiClient(ModelApi)
      .patch(
        ...([structuredClone(deployment), undefined, undefined, 'souk', true] as const),
        PatchStrategy.ServerSideApply,
      );
    expect(JSON.stringify(world.double.store.all())).not.toContain('youngProbe');
  });

  it('does not find the next page of kinds that it does not know', async () => {
    const cluster = await world.cluster();
    for (const name of ['a', 'b'])
      await cluster.apply({ ...secret, metadata: { ...metadata, name } }, { dryRun: false }, never);
    await cluster.close();
    const page = await list(secret, 1);
    expect(page.items).toHaveLength(1);
    expect(JSON.stringify(page.metadata)).not.toContain('ontinue');
  });
});

describe('when paths are made', () => {
  it('names collections as Kubernetes does', async () => {
    const api = new ObjectApi(config, never);
    const paths = await Promise.all(resources.map((resource) => api.collectionPath(resource, undefined)));
    expect(paths).toEqual([
      '/apis/networking.k8s.io/v1/networkpolicies',
      '/apis/cilium.io/v2/ciliumnetworkpolicies',
      '/api/v1/resourcequotas',
      '/api/v1/serviceaccounts',
      '/api/v1/configmaps',
      '/apis/external-secrets.io/v1/externalsecrets',
      '/api/v1/services',
      '/apis/policy/v1/poddisruptionbudgets',
      '/apis/apps/v1/deployments',
      '/apis/batch/v1/cronjobs',
    ]);
  });
});
