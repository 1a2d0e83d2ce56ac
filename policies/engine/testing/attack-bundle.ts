import process from 'node:process';
import type { PolicyInput } from '@souk/model/policy/policy-input.ts';
import { readDiskBundle } from '../open-engine.ts';
import { PolicyEngine } from '../policy-engine.ts';
import { type AttackFigures, attack } from './attack.ts';
import { readRecordedInputs } from './recorded-inputs.ts';

/** Attacks the bundle of a policies folder with inputs that are made of those of its cases. */
export async function attackBundle(dir: string, evaluations: number): Promise<AttackFigures> {
  const { inputs, app, surroundings } = readRecordedInputs(dir);
  const { license: _, ...entity } = app.entity as PolicyInput['entity'] & { license?: string };
  return attack(new PolicyEngine(await readDiskBundle(dir)), {
    bases: inputs,
    unlicensed: { ...app, entity },
    surroundings,
    evaluations,
    seed: Number(process.env['SOUK_ADVERSARIAL_SEED'] ?? 20261122),
  });
}
