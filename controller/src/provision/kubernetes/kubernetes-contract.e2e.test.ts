import type { Instance } from '@souk/model/installation/instance.ts';
import { anInstance } from '../testing/an-instance.ts';
import { describeDriver } from '../testing/driver-contract.ts';
import { DEPLOYMENTS, KubernetesWorld } from './testing/kubernetes-world.ts';

describeDriver('kubernetes', {
  openWorld: async () => {
    const world = await KubernetesWorld.open();
    return {
      open: (crash) => world.driver(crash),
      inspect: async (id) => world.double.inspect(id),
      disturb: async (id) =>
        world.double.store.edit(DEPLOYMENTS, `souk-${id}`, 'kubectl-edit', (object) => {
          (object['spec'] as { replicas: number }).replicas = 7;
        }),
      settle: async (id) => world.double.settle(id),
      close: () => world.close(),
    };
  },
  instance: anInstance,
  upgraded: (instance: Instance) => ({ ...instance, entry: { ...instance.entry, version: '1.3.0' } }),
});
