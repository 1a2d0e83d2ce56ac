import { join } from 'node:path';
import { openEngine } from '../open-engine.ts';
import { type AttackFigures, attack } from './attack.ts';
import { readRecordedInputs } from './recorded-inputs.ts';

const policies = join(import.meta.dirname, '../..');

/** Attacks the committed bundle with what is made of the recorded cases of its rules. */
export async function attackBundle(
  evaluations: number,
  seed: number,
  tell?: (progress: string) => void,
): Promise<AttackFigures> {
  const { inputs, app, surroundings } = readRecordedInputs(policies);
  const { license: _, ...unlicensed } = app.entity as typeof app.entity & { license?: string };
  return attack(await openEngine(policies), {
    bases: inputs,
    unlicensed: { ...app, entity: unlicensed as typeof app.entity },
    surroundings,
    evaluations,
    seed,
    ...(tell === undefined ? {} : { tell }),
  });
}
