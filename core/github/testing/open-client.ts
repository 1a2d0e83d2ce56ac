import { type ClientOptions, createRepositoryClient, type Pace } from '../create-repository-client.ts';
import type { RepositoryClient } from '../repository-client.ts';

/** A client of `acme/catalog` for which no time passes. */
export function openClient(
  apiUrl: string,
  options: Partial<ClientOptions> = {},
  pace: Partial<Pace> = {},
): RepositoryClient {
  return createRepositoryClient(
    { token: 'ghs_secret', apiUrl, owner: 'acme', repo: 'catalog', tell: () => {}, ...options },
    { second: 0, now: () => 0, answer: 15_000, ...pace },
  );
}
