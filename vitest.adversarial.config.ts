import { defineConfig } from 'vitest/config';

/** Hostile input in bulk: minutes, not seconds. */
export default defineConfig({
  test: {
    include: ['**/*.adversarial.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 1_800_000,
  },
});
