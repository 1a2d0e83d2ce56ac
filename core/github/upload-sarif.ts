import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { isGitHubError } from './github-error.ts';
import type { RepositoryClient } from './repository-client.ts';

const compress = promisify(gzip);

export interface SarifUpload {
  readonly commit: string;
  /** Full name: `refs/pull/12/head`. */
  readonly ref: string;
  /** JSON text. */
  readonly sarif: string;
}

/**
 * Hands results to code scanning. Repositories may not have it: that is told, not thrown.
 *
 * @throws {GitHubError} when GitHub cannot be asked
 */
export async function uploadSarif(
  { octokit, owner, repo }: RepositoryClient,
  { commit, ref, sarif }: SarifUpload,
): Promise<{ readonly accepted: true } | { readonly accepted: false; readonly because: string }> {
  const packed = await compress(sarif);
  try {
    await octokit.rest.codeScanning.uploadSarif({
      owner,
      repo,
      commit_sha: commit,
      ref,
      sarif: packed.toString('base64'),
    });
    return { accepted: true };
  } catch (error) {
    if (!isGitHubError(error, 'forbidden', 'not-found', 'rejected')) throw error;
    return { accepted: false, because: error.message };
  }
}
