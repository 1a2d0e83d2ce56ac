import { anInstance } from '../../testing/an-instance.ts';
import type { Confinement } from '../sandbox/confine.ts';
import { LocalWorld } from './local-world.ts';

// Runs an instance in the folder that it is told, says so, and waits to be killed.
const [, , folder = '', confinement = 'limits-only'] = process.argv;
const world = await LocalWorld.open({
  folder,
  confinement: confinement as Confinement,
  files: { 'connectors/crm-slack-alerts/main.js': `export default { fetch: () => new Response('one') };` },
});
const driver = await world.start();
await driver.apply(
  anInstance({ runtime: { type: 'function', entry: 'main.js' } }),
  new AbortController().signal,
);
process.stdout.write('it runs\n');
