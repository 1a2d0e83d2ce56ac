import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const notHere = [
  '**/node_modules/**',
  '**/dist/**',
  // What is submitted is data, never a test of this project.
  'catalog/**',
  'connectors/**',
  '**/*.browser.test.ts',
  '**/*.adversarial.test.ts',
  '**/*.e2e.test.ts',
];

/** Rooms whose tests hold nothing that outlives them: many files share one process, which starts once. */
const shared = ['core/**', 'policies/**', 'actions/**', 'scripts/**', 'bench/**', 'controller/portal/**'];

export default defineConfig({
  test: {
    globalSetup: ['scripts/announce-skips.ts', 'scripts/announce-document.ts'],
    // One for each processor: most of the time they wait for processes of their own.
    maxWorkers: availableParallelism(),
    // Tests start real processes of Git, Node and the database: leave room on a busy machine.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          isolate: false,
          include: shared.map((room) => `${room}/*.test.{ts,tsx}`),
          exclude: notHere,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...notHere, ...shared],
        },
      },
    ],
  },
});
