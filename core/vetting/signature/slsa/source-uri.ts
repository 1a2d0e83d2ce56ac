/** Where source code is: the repository, and the branch, tag or commit in it. */
export interface SourceUri {
  /** Address without `git+` and without a trailing `.git`. */
  readonly repository: string;
  readonly ref: string | undefined;
}

/** Splits an address such as `git+https://github.com/acme/app@refs/tags/v1.2.3`. */
export function parseSourceUri(uri: string): SourceUri {
  const plain = uri.replace(/^git\+/, '');
  const at = plain.lastIndexOf('@');
  // An @ before the path belongs to the user part of an address.
  const hasRef = at > plain.indexOf('/', plain.indexOf('//') + 2);
  return {
    repository: hasRef ? plain.slice(0, at) : plain,
    ref: hasRef ? plain.slice(at + 1) : undefined,
  };
}

/** The repository as provenance writes it, from how people write it. */
export function normalizeRepository(address: string): string {
  const { repository } = parseSourceUri(address);
  const full = /^[a-z]+:\/\//.test(repository) ? repository : `https://${repository}`;
  return full.replace(/\/$/, '').replace(/\.git$/, '');
}
