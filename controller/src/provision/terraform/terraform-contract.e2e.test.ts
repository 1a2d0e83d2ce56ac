import type { Instance } from '@souk/model/installation/instance.ts';
import { describe } from 'vitest';
import { describeDriver } from '../testing/driver-contract.ts';
import { aModuleInstance } from './testing/a-module-instance.ts';
import { TerraformWorld } from './testing/terraform-world.ts';
import { testedCli } from './testing/tested-cli.ts';

describe.skipIf(testedCli === undefined)(`with ${testedCli ?? 'no CLI'}`, () => {
  describeDriver('terraform', {
    openWorld: async () => {
      const world = await TerraformWorld.open();
      return {
        open: (crash) => world.driver(crash),
        inspect: async (id) => world.inspect(id),
        disturb: async (id) => world.disturb(id),
        settle: async () => {},
        close: () => world.close(),
      };
    },
    instance: aModuleInstance,
    upgraded: (instance: Instance) => ({ ...instance, entry: { ...instance.entry, version: '1.3.0' } }),
  });
});
