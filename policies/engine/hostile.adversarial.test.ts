import { join } from 'node:path';
import process from 'node:process';
import type { PolicyInput } from '@souk/model/policy/policy-input.ts';
import { describe, expect, it } from 'vitest';
import { readDiskBundle } from './open-engine.ts';
import { PolicyEngine } from './policy-engine.ts';
import { attack } from './testing/attack.ts';
import { readRecordedInputs } from './testing/recorded-inputs.ts';

const dir = join(import.meta.dirname, '..');

/** A slice of them in every test run, all of them by `npm run test:adversarial`. */
const EVALUATIONS = Number(process.env['SOUK_ADVERSARIAL_EVALUATIONS'] ?? 1_200);
const SEED = Number(process.env['SOUK_ADVERSARIAL_SEED'] ?? 20261122);

/** Megabytes that a process with an engine at work may hold. */
const MEMORY = 2_000;

describe('when hostile entities are judged by the committed rules', () => {
  it(`gives each its own verdict or a failure, in ${EVALUATIONS} evaluations`, async () => {
    const engine = new PolicyEngine(await readDiskBundle(dir));
    const { inputs, app, surroundings } = readRecordedInputs(dir);
    const { license: _, ...unlicensed } = app.entity as PolicyInput['entity'] & { license?: string };
    const figures = await attack(engine, {
      bases: inputs,
      unlicensed: { ...app, entity: unlicensed },
      surroundings,
      evaluations: EVALUATIONS,
      seed: SEED,
    });
    if (EVALUATIONS > 10_000) process.stdout.write(`${JSON.stringify(figures, undefined, 2)}\n`);
    expect(figures.wrong).toEqual([]);
    expect(figures.evaluations).toBe(EVALUATIONS);
    expect(figures.canaries).toBeGreaterThan(EVALUATIONS / 20);
    expect(figures.failed).toBeGreaterThan(0);
    expect(figures.memory).toBeLessThan(MEMORY);
  });
});
