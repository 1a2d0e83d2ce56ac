import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '@souk/model/audit/canonical-json.ts';
import type { Instance } from '@souk/model/installation/instance.ts';
import { until } from '../../testing/until.ts';
import { anInstance } from '../testing/an-instance.ts';
import { describeDriver } from '../testing/driver-contract.ts';
import { confinements } from './testing/confinements.ts';
import { LocalWorld } from './testing/local-world.ts';

const code = `export default { fetch: () => new Response('hello') };`;
const folder = 'connectors/crm-slack-alerts/';
const instance = (parts: Partial<Instance> = {}): Instance =>
  anInstance({ runtime: { type: 'function', entry: 'main.js' }, ...parts });

for (const confinement of confinements()) {
  describeDriver(`local (${confinement})`, {
    openWorld: async () => {
      const world = await LocalWorld.open({ confinement, files: { [`${folder}main.js`]: code } });
      return {
        open: (crash) => world.start(crash),
        inspect: async (id) => {
          const kept = await readFile(join(world.folder, id, 'instance.json'), 'utf8').catch(() => undefined);
          if (kept === undefined)
            return (await world.driver.list(never)).includes(id) ? 'in part' : undefined;
          return canonicalJson({ kept, runs: world.driver.instances.get(id)?.isRunning ?? false });
        },
        disturb: (id) => world.tamper(id),
        settle: async (id) => {
          await until(
            () => world.driver.instances.get(id)?.observation.health,
            (health) => health === 'healthy',
          );
        },
        close: () => world.close(),
      };
    },
    instance,
    upgraded: (value) => ({ ...value, entry: { ...value.entry, version: '1.3.0' } }),
  });
}

const never = new AbortController().signal;
