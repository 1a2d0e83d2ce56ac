import { isGitHubError } from './github-error.ts';

const ATTEMPTS = 3;

/**
 * Creates something, once: when GitHub does not say whether it happened, looks before trying again. Looking waits by
 * itself while GitHub is down.
 *
 * @throws {GitHubError}
 */
export async function createOnce<T>(
  create: () => Promise<T>,
  find: () => Promise<T | undefined>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await create();
    } catch (error) {
      if (attempt === ATTEMPTS || !isGitHubError(error, 'unreachable')) throw error;
      const found = await find();
      if (found !== undefined) return found;
    }
  }
}
