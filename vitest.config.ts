import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.{ts,tsx}'],
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
    globalSetup: ['scripts/announce-skips.ts', 'scripts/announce-document.ts'],
    // One for each processor: most of the time they wait for processes of their own.
    maxWorkers: availableParallelism(),
    // Tests start real processes of Git, Node and the database: leave room on a busy machine.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // No test leaves anything behind, so files share processes: to start one for each takes longer than most of them.
    isolate: false,
  },
});
