import type { Instance } from '@souk/model/installation/instance.ts';
import { anInstance } from '../testing/an-instance.ts';
import { type DriverContract, describeDriver } from '../testing/driver-contract.ts';
import { EnvironmentWorld } from './testing/environment-world.ts';

const contract = (mode: 'commit' | 'pull'): DriverContract => ({
  openWorld: async () => {
    const world = new EnvironmentWorld();
    return {
      open: async (crash) => world.open(mode === 'pull' ? world.merging(crash) : {}, crash),
      inspect: async (id) => world.inspect(id),
      disturb: async (id) =>
        world.edit({ [`environments/dev/sales-platform/${id}/deployment.yaml`]: 'x: 1\n' }),
      settle: async () => {},
      close: async () => world[Symbol.dispose](),
    };
  },
  instance: anInstance,
  upgraded: (instance: Instance) => ({ ...instance, entry: { ...instance.entry, version: '1.3.0' } }),
});

describeDriver('gitops', contract('commit'));
describeDriver('gitops (by pull requests)', contract('pull'));
