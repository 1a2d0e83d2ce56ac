import { KubeConfig, KubernetesObjectApi, PatchStrategy, Watch } from '@kubernetes/client-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../../testing/until.ts';
import { renderObjects } from '../../kubernetes-objects/render-objects.ts';
import { someSettings } from '../../kubernetes-objects/testing/object-settings.ts';
import { anInstance } from '../../testing/an-instance.ts';
import { ClusterDouble } from './cluster-double.ts';

let double: ClusterDouble;
let config: KubeConfig;
beforeEach(async () => {
  double = await ClusterDouble.start();
  config = new KubeConfig();
  config.loadFromString(double.kubeconfig);
  const [cluster] = config.clusters;
  // The official client speaks plain HTTP only when it is told so.
  config.clusters = cluster === undefined ? [] : [{ ...cluster, skipTLSVerify: true }];
});
afterEach(() => double.close());

const [, account, settings] = renderObjects(anInstance(), someSettings());
const apply = (object: object, manager: string, force: boolean, dryRun?: string) =>
  KubernetesObjectApi.makeApiClient(config).patch(
    structuredClone(object),
    undefined,
    dryRun,
    manager,
    force,
    PatchStrategy.ServerSideApply,
  );

describe('when the official client speaks to the double', () => {
  it('applies, reads, lists, and deletes', async () => {
    const api = KubernetesObjectApi.makeApiClient(config);
    const object = settings ?? expect.unreachable();
    await apply(object, 'souk', false);
    const metadata = { name: 'souk-lead-alerts', namespace: 'marketplace-dev' };
    const read = await api.read({ apiVersion: 'v1', kind: 'ConfigMap', metadata });
    expect(read).toMatchObject({ data: object['data'], metadata: { uid: expect.any(String) } });
    expect(read.metadata?.managedFields).toEqual([
      expect.objectContaining({ manager: 'souk', operation: 'Apply' }),
    ]);
    const list = await api.list(
      ...(['v1', 'ConfigMap', 'marketplace-dev', undefined, undefined, undefined, undefined] as const),
      'souk.dev/installation=lead-alerts',
    );
    expect(list.items).toHaveLength(1);
    await api.delete({ apiVersion: 'v1', kind: 'ConfigMap', metadata });
    await expect(api.read({ apiVersion: 'v1', kind: 'ConfigMap', metadata })).rejects.toMatchObject({
      code: 404,
    });
  });

  it('is told of conflicts, which force ends', async () => {
    const object = { ...settings, data: { a: 'one', b: 'one' } };
    const theirs = { ...settings, data: { a: 'two' } };
    await apply(object, 'souk', false);
    await expect(apply(theirs, 'kubectl', false)).rejects.toMatchObject({
      code: 409,
      body: expect.stringMatching(/"reason":"Conflict".*conflict with .*souk/),
    });
    await apply(theirs, 'kubectl', true);
    expect(double.inspect('lead-alerts')).toContain('{"a":"two","b":"one"}');
    // What one of them applies no more goes, unless the other holds it.
    await apply({ ...settings, data: {} }, 'souk', false);
    expect(double.inspect('lead-alerts')).toContain('"data":{"a":"two"}');
  });

  it('changes nothing by a dry run, and no version by the same again', async () => {
    const object = account ?? expect.unreachable();
    await apply(object, 'souk', false, 'All');
    expect(double.inspect('lead-alerts')).toBeUndefined();
    await apply(object, 'souk', false);
    const { version } = double.store;
    await apply(object, 'souk', false);
    expect(double.store.version).toBe(version);
  });

  it('watches', async () => {
    const seen: string[] = [];
    const path = '/api/v1/namespaces/marketplace-dev/configmaps';
    const stop = await new Watch(config).watch(
      path,
      { labelSelector: 'souk.dev/installation' },
      (type, { metadata }) => seen.push(`${type} ${metadata.name}`),
      () => {},
    );
    await apply(settings ?? expect.unreachable(), 'souk', false);
    double.store.delete(path, 'souk-lead-alerts');
    await until(
      () => seen.length,
      (length) => length === 2,
    );
    expect(seen).toEqual(['ADDED souk-lead-alerts', 'DELETED souk-lead-alerts']);
    stop.abort();
  });
});
