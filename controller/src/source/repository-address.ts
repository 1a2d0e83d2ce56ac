import { withoutCredentials } from '@souk/git/git-error.ts';
import type { Authorization, RemoteManner } from '@souk/git/remote-settings.ts';

/** Where a repository is, with what opens it kept apart. */
export interface RepositoryAddress {
  /** What Git is given: an address without credentials, or a path. */
  readonly remote: string;
  /** What people are shown. */
  readonly shown: string;
  readonly authorization: Authorization | undefined;
  readonly manner?: RemoteManner;
  /** Where its credentials are set, for messages; SOUK_REPO_TOKEN when undefined. */
  readonly credentialsAt?: string;
  /** Texts that must not appear in any message, whoever wrote it. */
  readonly secrets: readonly string[];
}

export interface AddressTokens {
  readonly repoToken: string | undefined;
  readonly githubToken: string | undefined;
  readonly githubApiUrl: string;
}

/**
 * Takes an address apart. Credentials in it are used and shown nowhere; without any, the token for the repository is,
 * or that for GitHub when GitHub is where the repository is. A token goes over HTTPS or stays on this machine.
 */
export function parseRepositoryAddress(repo: string, tokens: AddressTokens): RepositoryAddress {
  const url = /^https?:\/\//i.test(repo) ? URL.parse(repo) : null;
  if (url === null) return plain(withoutPassword(repo));
  const login = loginOf(url, tokens);
  url.username = '';
  url.password = '';
  const remote = url.href;
  const shown = `${url.origin}${url.pathname}`;
  if (login === undefined) return { ...plain(remote), shown };
  const encoded = Buffer.from(`${login.user}:${login.password}`).toString('base64');
  return {
    remote,
    shown,
    authorization: { server: url.origin, header: `Basic ${encoded}` },
    secrets: [login.password === '' ? login.user : login.password, encoded],
  };
}

interface Login {
  readonly user: string;
  readonly password: string;
}

/** Hosts of Git take a token as the password of a user of this name. */
const TOKEN_USER = 'x-access-token';

function loginOf(url: URL, { repoToken, githubToken, githubApiUrl }: AddressTokens): Login | undefined {
  if (url.password !== '' || (url.username !== '' && repoToken === undefined))
    return { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  if (url.protocol !== 'https:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname))
    return undefined;
  const token = repoToken ?? (url.host === gitHostOf(githubApiUrl) ? githubToken : undefined);
  if (token === undefined) return undefined;
  return { user: url.username === '' ? TOKEN_USER : decodeURIComponent(url.username), password: token };
}

/** The host that repositories are at, of the address of GitHub's API. */
function gitHostOf(apiUrl: string): string | undefined {
  const host = URL.parse(apiUrl)?.host;
  return host === 'api.github.com' ? 'github.com' : host;
}

function plain(remote: string): RepositoryAddress {
  return { remote, shown: withoutCredentials(remote), authorization: undefined, secrets: [] };
}

/** SSH knows no password in an address; the user stays. */
function withoutPassword(repo: string): string {
  return repo.replace(/^([a-z][a-z0-9+.-]*:\/\/[^\s/@:]*):[^\s/@]*@/i, '$1@');
}
