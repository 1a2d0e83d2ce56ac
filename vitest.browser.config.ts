import { defineConfig } from 'vitest/config';

/** The portal in a real browser: slower, and in need of a Chromium. */
export default defineConfig({
  test: {
    include: ['**/*.browser.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
