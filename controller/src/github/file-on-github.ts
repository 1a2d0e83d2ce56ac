import { findRepository, type RepositoryAddress } from './find-repository.ts';

/** Page of a file of the catalog on GitHub, where people can change it; undefined when the catalog is not there. */
export function fileOnGitHub(address: RepositoryAddress, path: string, branch = 'HEAD'): string | undefined {
  const found = findRepository(address);
  if (found === undefined) return undefined;
  const { hostname, origin } = new URL(address.githubApiUrl);
  const site = hostname === 'api.github.com' ? 'https://github.com' : origin;
  const steps = [...branch.split('/'), ...path.split('/')].map(encodeURIComponent);
  return `${site}/${found.owner}/${found.repo}/blob/${steps.join('/')}`;
}
