import type { Instance } from '@souk/model/installation/instance.ts';
import { describe } from 'vitest';
import { describeDriver } from '../testing/driver-contract.ts';
import { aModuleInstance } from './testing/a-module-instance.ts';
import { TerraformWorld } from './testing/terraform-world.ts';
import { testedCli } from './testing/tested-cli.ts';

if (testedCli === undefined)
  process.stderr.write(
    'Skipped: the driver terraform end to end. Install OpenTofu or Terraform to run it; what it writes and how it reads answers is always tested.\n',
  );

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
