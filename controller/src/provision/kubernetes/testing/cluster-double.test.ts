import { PatchStrategy } from '@kubernetes/client-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderObjects } from '../../kubernetes-objects/render-objects.ts';
import { someSettings } from '../../kubernetes-objects/testing/object-settings.ts';
import { anInstance } from '../../testing/an-instance.ts';
import { ObjectApi } from '../object-api.ts';
import { readKubeconfig } from '../read-cluster-config.ts';
import { KubernetesWorld } from './kubernetes-world.ts';

let world: KubernetesWorld;
beforeEach(async () => {
  world = await KubernetesWorld.open();
});
afterEach(() => world.close());

const [, account, settings] = renderObjects(anInstance(), someSettings());
const apply = async (object: object, manager: string, force: boolean, dryRun?: string) => {
  const config = await readKubeconfig(world.writeKubeconfig());
  const api = new ObjectApi(config, AbortSignal.timeout(10_000), object);
  await api
    .patch(object, undefined, dryRun, manager, force, PatchStrategy.ServerSideApply)
    .finally(() => config.close());
};

describe('when several managers apply to the double', () => {
  it('tells of conflicts, which force ends', async () => {
    const object = { ...settings, data: { a: 'one', b: 'one' } };
    const theirs = { ...settings, data: { a: 'two' } };
    await apply(object, 'souk', false);
    await expect(apply(theirs, 'kubectl', false)).rejects.toMatchObject({
      code: 409,
      body: { reason: 'Conflict', message: expect.stringMatching(/conflict with .*souk/) },
    });
    await apply(theirs, 'kubectl', true);
    expect(world.double.inspect('lead-alerts')).toContain('{"a":"two","b":"one"}');
    // What one of them applies no more goes, unless the other holds it.
    await apply({ ...settings, data: {} }, 'souk', false);
    expect(world.double.inspect('lead-alerts')).toContain('"data":{"a":"two"}');
  });

  it('changes nothing by a dry run, and no version by the same again', async () => {
    const object = account ?? expect.unreachable();
    await apply(object, 'souk', false, 'All');
    expect(world.double.inspect('lead-alerts')).toBeUndefined();
    await apply(object, 'souk', false);
    const { version } = world.double.store;
    await apply(object, 'souk', false);
    expect(world.double.store.version).toBe(version);
  });
});
