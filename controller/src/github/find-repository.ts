/** A repository on GitHub. */
export interface GitHubRepository {
  readonly owner: string;
  readonly repo: string;
}

export interface RepositoryAddress {
  /** Address of the Git repository, or its path. */
  readonly repo: string;
  /** `owner/name`, where somebody said so. */
  readonly githubRepository: string | undefined;
  /** `https://api.github.com`, or `https://<host>/api/v3` of an Enterprise server. */
  readonly githubApiUrl: string;
}

const NAME = /^[\w.-]+$/;

/** The repository on GitHub that a catalog is followed from; undefined when it is on none that the API is of. */
export function findRepository({
  repo,
  githubRepository,
  githubApiUrl,
}: RepositoryAddress): GitHubRepository | undefined {
  if (githubRepository !== undefined) return parsePath(githubRepository);
  const address = parseAddress(repo);
  return address?.host === hostOfApi(githubApiUrl) ? parsePath(address.path) : undefined;
}

/** Both ways to write an address of Git: as a URL, and `user@host:path`. */
function parseAddress(address: string): { readonly host: string; readonly path: string } | undefined {
  const [, host, path] = /^[\w.-]+@([\w.-]+):(?!\/\/)(.+)$/.exec(address) ?? [];
  if (host !== undefined && path !== undefined) return { host: host.toLowerCase(), path };
  if (!/^(https?|ssh):\/\//i.test(address) || !URL.canParse(address)) return undefined;
  const { hostname, pathname } = new URL(address);
  return { host: hostname.toLowerCase(), path: pathname };
}

function parsePath(path: string): GitHubRepository | undefined {
  const [owner, repo, ...more] = path.replace(/^\/|\/$/g, '').split('/');
  const name = repo?.replace(/\.git$/, '');
  if (owner === undefined || name === undefined || more.length > 0) return undefined;
  return NAME.test(owner) && NAME.test(name) ? { owner, repo: name } : undefined;
}

function hostOfApi(url: string): string {
  const { hostname } = new URL(url);
  return hostname === 'api.github.com' ? 'github.com' : hostname;
}
