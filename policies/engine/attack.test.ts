import { expect, it } from 'vitest';
import { attackBundle } from './testing/attack-bundle.ts';

it('gives hostile entities the verdict that each gets alone, or an error', async () => {
  const { wrong, canaries, failed } = await attackBundle(1_500, 1);
  expect(wrong).toEqual([]);
  expect(canaries).toBeGreaterThan(50);
  expect(failed).toBeGreaterThan(10);
});
