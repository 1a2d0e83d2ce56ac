import { defineConfig } from 'vitest/config';

/** The controller end to end: processes that are killed and stopped, servers that go away. Some minutes. */
export default defineConfig({
  test: {
    include: ['controller/**/*.e2e.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // What is measured is not to be disturbed by its neighbours.
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
