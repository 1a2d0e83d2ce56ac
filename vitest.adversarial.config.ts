import { defineConfig } from 'vitest/config';

/** A hundred thousand evaluations of hostile entities: some minutes. A slice of them is in every test run. */
export default defineConfig({
  test: {
    include: ['policies/engine/hostile.adversarial.test.ts'],
    env: { SOUK_ADVERSARIAL_EVALUATIONS: '100000' },
    testTimeout: 3_600_000,
  },
});
