import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['connectors/**/*.test.ts'],
    // Each file starts the runtime once and a few servers beside it.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
