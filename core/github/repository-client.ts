import type { Octokit } from '@octokit/rest';

/** One repository, and the way to it: what every operation of this room takes first. */
export interface RepositoryClient {
  readonly octokit: Octokit;
  readonly owner: string;
  readonly repo: string;
}
