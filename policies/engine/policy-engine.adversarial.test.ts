import process from 'node:process';
import { expect, it } from 'vitest';
import { attackBundle } from './testing/attack-bundle.ts';

/** Another seed makes other attacks; by default they are always the same. */
const SEED = Number(process.env['SOUK_ATTACK_SEED'] ?? 20261122);

it('gives 100,000 hostile entities the verdict that each gets alone, or an error', async () => {
  const { wrong, ...figures } = await attackBundle(100_000, SEED);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(wrong).toEqual([]);
  expect(figures.canaries).toBeGreaterThan(5_000);
  expect(figures.failed).toBeGreaterThan(1_000);
  expect(figures.memory).toBeLessThan(1_500);
});
