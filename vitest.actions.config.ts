import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** The actions, the workflows, the command line and what they are made of, end to end: the built bundles against a fake GitHub. */
export default defineConfig({
  test: {
    globalSetup: ['scripts/announce-document.ts'],
    include: ['{actions,core,policies}/**/*.e2e.test.ts', 'scripts/bundling/*.e2e.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    maxWorkers: availableParallelism(),
    testTimeout: 120_000,
    hookTimeout: 120_000,
    setupFiles: ['actions/e2e/workflow/json-imports.ts'],
  },
});
