import process from 'node:process';
import { BuildError } from '@souk/policies/build/build-error.ts';
import { installOpa } from '@souk/policies/build/install-opa.ts';

/**
 * Installs the OPA that compiles the rules, unless there is one.
 * Usage: node scripts/setup-opa.ts. Environment: OPA, OPA_DOWNLOAD_URL, XDG_CACHE_HOME.
 */
try {
  const { path, how } = await installOpa({
    environment: process.env,
    tell: (step) => process.stderr.write(`${step}\n`),
  });
  process.stderr.write(`${how === 'found' ? 'OPA is here' : 'OPA is installed'}: ${path}\n`);
} catch (error) {
  if (!(error instanceof BuildError)) throw error;
  process.stderr.write(`setup:opa: ${error.message}\n`);
  process.exitCode = 1;
}
