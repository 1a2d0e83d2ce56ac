import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['scripts/announce-skips.ts', 'scripts/announce-document.ts'],
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: [
      '**/node_modules/**',
      '**/dist/**',
      // What is submitted is data, never a test of this project.
      'catalog/**',
      'connectors/**',
      '**/*.browser.test.ts',
      '**/*.adversarial.test.ts',
      '**/*.e2e.test.ts',
    ],
    // One for each processor: most of the time they wait for processes of their own.
    maxWorkers: availableParallelism(),
    // Tests start real processes of Git, Node and the database: leave room on a busy machine.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
