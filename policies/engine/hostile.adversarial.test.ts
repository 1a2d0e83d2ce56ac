import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { attackBundle } from './testing/attack-bundle.ts';

const EVALUATIONS = 100_000;

/** Megabytes that a process with an engine at work may hold. */
const MEMORY = 2_000;

describe('when hostile entities are judged by the committed rules', () => {
  it(`gives each its own verdict or a failure, in ${EVALUATIONS} evaluations`, async () => {
    const figures = await attackBundle(join(import.meta.dirname, '..'), EVALUATIONS);
    process.stdout.write(`${JSON.stringify(figures, undefined, 2)}\n`);
    expect(figures.wrong).toEqual([]);
    expect(figures.evaluations).toBe(EVALUATIONS);
    expect(figures.canaries).toBeGreaterThan(EVALUATIONS / 20);
    expect(figures.failed).toBeGreaterThan(EVALUATIONS / 50);
    expect(figures.memory).toBeLessThan(MEMORY);
  });
});
