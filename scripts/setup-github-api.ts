import process from 'node:process';
import { installDocument } from '@souk/actions/e2e/github-document/install-document.ts';

/**
 * Installs GitHub's OpenAPI document, which the end-to-end tests of the actions check every request and answer by.
 * Usage: node scripts/setup-github-api.ts. Environment: SOUK_GITHUB_API_DOCUMENT, XDG_CACHE_HOME.
 */
try {
  const { path, how } = await installDocument({
    environment: process.env,
    tell: (step) => process.stderr.write(`${step}\n`),
  });
  process.stderr.write(
    `${how === 'found' ? "GitHub's OpenAPI document is here" : "GitHub's OpenAPI document is installed"}: ${path}\n`,
  );
} catch (error) {
  process.stderr.write(`setup:github-api: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
