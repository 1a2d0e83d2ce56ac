import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../clock.ts';
import { someSettings } from '../kubernetes-objects/testing/object-settings.ts';
import { openKubernetes } from './open-kubernetes.ts';
import { KubernetesWorld } from './testing/kubernetes-world.ts';

const never = new AbortController().signal;

describe('when the driver is opened by a kubeconfig', () => {
  it.each([
    [
      'the namespaces of the settings',
      { dev: { namespace: 'marketplace-dev', replicas: 1 } },
      /namespaces\/marketplace-dev\//,
    ],
    [
      'all, where they are named after teams',
      someSettings().environments,
      /^GET \/apis?\/([^/]+\/)?v[12]\/[a-z]+\?/,
    ],
  ])('looks into %s', async (_, environments, path) => {
    const world = await KubernetesWorld.open();
    const kubeconfig = world.writeKubeconfig();
    const objects = someSettings({ environments });
    const driver = await openKubernetes({ kubeconfig, environment: {}, objects, clock: systemClock });
    expect(await driver.list(never)).toEqual([]);
    for (const line of world.double.requests) expect(line).toMatch(path);
    await driver.close?.();
    await world.close();
  });

  it('says what it needs where there is neither a pod nor a kubeconfig', async () => {
    const options = { kubeconfig: undefined, environment: {}, objects: someSettings(), clock: systemClock };
    await expect(openKubernetes(options)).rejects.toThrow('kubeconfig');
  });
});

describe('when a cluster is among the settings', () => {
  it('does not load the client before it is asked for something: that costs a second and 80 MB', () => {
    const drivers = new URL('../settings/open-cluster-drivers.ts', import.meta.url).href;
    const script = `
      import { registerHooks } from 'node:module';
      const loaded = [];
      registerHooks({
        resolve(specifier, context, next) {
          loaded.push(specifier);
          return next(specifier, context);
        },
      });
      const { openClusterDrivers } = await import(${JSON.stringify(drivers)});
      const kubernetes = openClusterDrivers({ kubernetes: { cluster: {} } }, { environment: {} }).get('kubernetes');
      const before = loaded.includes('@kubernetes/client-node');
      await kubernetes.list(new AbortController().signal).catch(() => {});
      console.log(before, loaded.includes('@kubernetes/client-node'));`;
    const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
    });
    expect(said.trim()).toBe('false true');
  });
});
