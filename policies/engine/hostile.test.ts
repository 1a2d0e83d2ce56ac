import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attackBundle } from './testing/attack-bundle.ts';

/** A slice of what `npm run test:adversarial` does. */
const EVALUATIONS = 800;

describe('when hostile entities are judged by the committed rules', () => {
  it('gives each its own verdict or a failure', async () => {
    const figures = await attackBundle(join(import.meta.dirname, '..'), EVALUATIONS);
    expect(figures.wrong).toEqual([]);
    expect(figures.canaries).toBeGreaterThan(20);
    expect(figures.failed).toBeGreaterThan(5);
  }, 180_000);
});
