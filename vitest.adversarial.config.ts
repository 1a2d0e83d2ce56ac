import { defineConfig } from 'vitest/config';

/** A hundred thousand evaluations of hostile entities: some minutes. A slice of them is in every test run. */
export default defineConfig({
  test: {
    include: ['**/*.adversarial.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 3_600_000,
  },
});
