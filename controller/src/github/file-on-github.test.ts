import { describe, expect, it } from 'vitest';
import { fileOnGitHub } from './file-on-github.ts';

describe('the page of a file on GitHub', () => {
  const cases: [repo: string, api: string, branch: string | undefined, page: string | undefined][] = [
    [
      'https://github.com/acme/shop.git',
      'https://api.github.com',
      'main',
      'https://github.com/acme/shop/blob/main/catalog/a%20b%23.yaml',
    ],
    [
      'git@git.example.com:acme/shop.git',
      'https://git.example.com/api/v3',
      'release/1',
      'https://git.example.com/acme/shop/blob/release/1/catalog/a%20b%23.yaml',
    ],
    [
      'https://github.com/acme/shop',
      'https://api.github.com',
      undefined,
      'https://github.com/acme/shop/blob/HEAD/catalog/a%20b%23.yaml',
    ],
    ['/srv/shop', 'https://api.github.com', 'main', undefined],
  ];
  it.each(cases)('of %s by %s at %s is %s', (repo, githubApiUrl, branch, page) => {
    const address = { repo, githubApiUrl, githubRepository: undefined };
    expect(fileOnGitHub(address, 'catalog/a b#.yaml', branch)).toBe(page);
  });
});
