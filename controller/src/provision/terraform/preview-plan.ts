import { join } from 'node:path';
import type { Instance } from '@souk/model/installation/instance.ts';
import type { ReadSecret } from '../../secrets/read-secret.ts';
import { hideSecrets } from '../local/hide-secrets.ts';
import { parseMessages } from './cli/parse-messages.ts';
import { locateModule } from './module/locate-module.ts';
import { prepareWork } from './prepare-work.ts';
import { readSecrets } from './read-secrets.ts';
import { runErrand } from './run-errand.ts';
import type { Place, TerraformTools } from './terraform-tools.ts';

/** What a plan would do. */
export interface PlanPreview {
  readonly create: number;
  readonly change: number;
  readonly replace: number;
  readonly destroy: number;
  /** As the CLI shows it to people; sensitive values are not in it. */
  readonly text: string;
}

const CHANGES = 2;
/** In place of the value of a secret that may not be read before its installation is merged. */
const STAND_IN = 'not-read-before-the-merge';

/** Plans an instance in a folder that is thrown away. */
export async function previewPlan(
  tools: TerraformTools,
  place: Place,
  instance: Instance,
  readable: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<PlanPreview> {
  const located = await locateModule(instance, tools.isOpenTofu, tools.readFolder);
  const { secrets } = await prepareWork(tools, place, instance, located, signal);
  const read: ReadSecret = async (reference, use) =>
    readable.has(reference) ? tools.readSecret(reference, use) : { ok: true, value: STAND_IN };
  const { variables, known } = await readSecrets(secrets, instance.team, read);
  return tools.memory.use(async (memory) => {
    const file = join(memory, 'plan');
    const common = { errand: 'plan', within: 'work', variables, known, memory } as const;
    const args = ['plan', '-input=false', '-lock=false', '-detailed-exitcode', '-json', `-out=${file}`];
    const planned = await runErrand(tools, place, { ...common, args, accepts: [0, CHANGES] }, signal);
    const shown = await runErrand(tools, place, { ...common, args: ['show', '-no-color', file] }, signal);
    const { changes } = parseMessages(planned.stdout);
    const count = (...actions: string[]): number =>
      changes.filter(({ action }) => actions.includes(action)).length;
    return {
      create: count('create'),
      change: count('update'),
      replace: count('replace'),
      destroy: count('delete'),
      text: hideSecrets(
        shown.stdout.trim(),
        [...known].filter((value) => value !== STAND_IN),
      ),
    };
  });
}
