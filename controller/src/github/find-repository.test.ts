import { describe, expect, it } from 'vitest';
import { findRepository } from './find-repository.ts';

const PUBLIC = 'https://api.github.com';
const OWN = 'https://git.acme.example/api/v3';
const shop = { owner: 'acme', repo: 'shop' };

describe('when the repository of a catalog is looked for on GitHub', () => {
  it.each([
    ['an HTTPS address', 'https://github.com/acme/shop', PUBLIC],
    ['one that ends in .git', 'https://github.com/acme/shop.git', PUBLIC],
    ['one with a slash at its end', 'https://github.com/acme/shop/', PUBLIC],
    ['one with a user', 'https://x-access-token:secret@github.com/acme/shop.git', PUBLIC],
    ['an SSH address', 'ssh://git@github.com/acme/shop.git', PUBLIC],
    ['one with a port', 'ssh://git@github.com:22/acme/shop.git', PUBLIC],
    ['the short form of SSH', 'git@github.com:acme/shop.git', PUBLIC],
    ['a host in capitals', 'git@GitHub.com:acme/shop', PUBLIC],
    ['an Enterprise server', 'https://git.acme.example/acme/shop.git', OWN],
    ['an Enterprise server by SSH', 'git@git.acme.example:acme/shop.git', OWN],
  ])('finds it by %s', (_name, repo, githubApiUrl) => {
    expect(findRepository({ repo, githubApiUrl, githubRepository: undefined })).toEqual(shop);
  });

  it.each([
    ['a path', '/srv/git/acme/shop.git', PUBLIC],
    ['a path that looks like a name', 'acme/shop', PUBLIC],
    ['another host', 'https://gitlab.com/acme/shop.git', PUBLIC],
    ['the public server, where the API is that of another', 'https://github.com/acme/shop', OWN],
    ['another server than that of the API', 'git@git.acme.example:acme/shop.git', PUBLIC],
    ['a deeper path', 'https://github.com/acme/group/shop', PUBLIC],
    ['no name', 'https://github.com/acme', PUBLIC],
    ['a name that is none', 'https://github.com/acme/sh%6fp', PUBLIC],
  ])('finds none by %s', (_name, repo, githubApiUrl) => {
    expect(findRepository({ repo, githubApiUrl, githubRepository: undefined })).toBeUndefined();
  });

  it('believes what it is told', () => {
    const told = { repo: '/srv/shop', githubApiUrl: OWN, githubRepository: 'acme/shop' };
    expect(findRepository(told)).toEqual(shop);
  });
});
