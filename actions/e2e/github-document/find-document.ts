import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import pinned from './github-document.json' with { type: 'json' };

/** Version of the package that GitHub's OpenAPI document is taken from. */
export const DOCUMENT_VERSION: string = pinned.version;

/** Where `npm run setup:github-api` puts the document. */
export function installedDocument(environment: NodeJS.ProcessEnv): string {
  const cache = environment['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(cache, 'souk', `github-api-${DOCUMENT_VERSION}.json`);
}

/**
 * Path of GitHub's OpenAPI document on this machine: `$SOUK_GITHUB_API_DOCUMENT`, else the installed one; undefined
 * when there is none.
 *
 * @throws {Error} when `$SOUK_GITHUB_API_DOCUMENT` names a file that cannot be read
 */
export async function findDocument(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const named = environment['SOUK_GITHUB_API_DOCUMENT'] ?? '';
  if (named !== '') {
    if (await isThere(named)) return named;
    throw new Error(
      `SOUK_GITHUB_API_DOCUMENT is ${named}, which cannot be read. Unset it, or run: npm run setup:github-api.`,
    );
  }
  const installed = installedDocument(environment);
  return (await isThere(installed)) ? installed : undefined;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
