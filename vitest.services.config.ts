import { globSync, readFileSync } from 'node:fs';
import { defineConfig, mergeConfig } from 'vitest/config';
import quick from './vitest.config.ts';

/** Tests that also run against servers: PostgreSQL by `SOUK_TEST_POSTGRES_URL`, a registry by `SOUK_TEST_REGISTRY`. */
const include = globSync('controller/src/**/*.test.ts', { exclude: ['**/*.e2e.test.ts'] }).filter((path) =>
  /testing\/stores\.ts'|'SOUK_TEST_(POSTGRES_URL|REGISTRY)'/.test(readFileSync(path, 'utf8')),
);

export default mergeConfig(
  { ...quick, test: { ...quick.test, include: [] } },
  defineConfig({ test: { include } }),
);
