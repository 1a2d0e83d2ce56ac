import { GitHubError } from '@souk/github/github-error.ts';
import { findOpenPull, proposeBranch } from '@souk/github/propose-branch.ts';
import type { RepositoryClient } from '@souk/github/repository-client.ts';
import { DriverError } from '../driver.ts';
import type { ProposePull } from './gitops-ports.ts';

/** Proposes branches of a repository on GitHub; who merges them is a matter of its rules. */
export function proposeOnGitHub(openClient: () => RepositoryClient): ProposePull {
  return async (proposal) => {
    const client = openClient();
    try {
      return (await findOpenPull(client, proposal)) ?? (await proposeBranch(client, proposal));
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error;
      const passes = error.code === 'unreachable' || error.code === 'rate-limited';
      throw new DriverError(
        passes ? 'unreachable' : 'conflict',
        `${proposal.branch} can't be proposed for ${proposal.base}: ${error.message}`,
        { cause: error },
      );
    }
  };
}
