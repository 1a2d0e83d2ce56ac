import { describe, expect, it } from 'vitest';
import { type AddressTokens, parseRepositoryAddress } from './repository-address.ts';

const basic = (login: string) => `Basic ${Buffer.from(login).toString('base64')}`;
const tokens = (change: Partial<AddressTokens> = {}): AddressTokens => ({
  repoToken: undefined,
  githubToken: undefined,
  githubApiUrl: 'https://api.github.com',
  ...change,
});

describe('when an address holds credentials', () => {
  const cases: [repo: string, remote: string, shown: string, header: string | undefined][] = [
    [
      'https://ann:s3cret@git.example/a/b.git',
      'https://git.example/a/b.git',
      'https://git.example/a/b.git',
      'ann:s3cret',
    ],
    ['https://tok3n@git.example/b.git', 'https://git.example/b.git', 'https://git.example/b.git', 'tok3n:'],
    ['https://ann:s%40c@git.example/b?x=1', 'https://git.example/b?x=1', 'https://git.example/b', 'ann:s@c'],
    ['https://git.example/b.git', 'https://git.example/b.git', 'https://git.example/b.git', undefined],
    [
      'ssh://git:s3cret@git.example/b.git',
      'ssh://git@git.example/b.git',
      'ssh://***@git.example/b.git',
      undefined,
    ],
    ['git@git.example:a/b.git', 'git@git.example:a/b.git', 'git@git.example:a/b.git', undefined],
    ['file:///srv/b.git', 'file:///srv/b.git', 'file:///srv/b.git', undefined],
  ];
  it.each(cases)('takes %s apart', (repo, remote, shown, login) => {
    const address = parseRepositoryAddress(repo, tokens());
    expect([address.remote, address.shown]).toEqual([remote, shown]);
    expect(address.authorization?.header).toBe(login === undefined ? undefined : basic(login));
  });

  it('knows what must not be repeated, in the clear and as it is sent', () => {
    const { secrets } = parseRepositoryAddress('https://ann:s3cret@git.example/b', tokens());
    expect(secrets).toEqual(['s3cret', Buffer.from('ann:s3cret').toString('base64')]);
  });
});

describe('when there are tokens', () => {
  const cases: [name: string, repo: string, change: Partial<AddressTokens>, login: string | undefined][] = [
    [
      'the token of the repository',
      'https://git.example/b',
      { repoToken: 'r', githubToken: 'g' },
      'x-access-token:r',
    ],
    ['it with the user of the address', 'https://ann@git.example/b', { repoToken: 'r' }, 'ann:r'],
    ['the password of the address before it', 'https://ann:p@git.example/b', { repoToken: 'r' }, 'ann:p'],
    ['that for GitHub on GitHub', 'https://github.com/a/b', { githubToken: 'g' }, 'x-access-token:g'],
    [
      'that for GitHub on a server of its own',
      'https://gh.example/a/b',
      { githubToken: 'g', githubApiUrl: 'https://gh.example/api/v3' },
      'x-access-token:g',
    ],
    ['none for GitHub elsewhere', 'https://github.com.evil.example/a/b', { githubToken: 'g' }, undefined],
    ['none on another port', 'https://github.com:8443/a/b', { githubToken: 'g' }, undefined],
    ['none in the clear', 'http://git.example/b', { repoToken: 'r' }, undefined],
    ['one in the clear on this machine', 'http://127.0.0.1:8080/b', { repoToken: 'r' }, 'x-access-token:r'],
    ['none for SSH', 'ssh://git@git.example/b', { repoToken: 'r' }, undefined],
  ];
  it.each(cases)('uses %s', (_name, repo, change, login) => {
    const { authorization } = parseRepositoryAddress(repo, tokens(change));
    expect(authorization).toEqual(
      login === undefined ? undefined : { server: new URL(repo).origin, header: basic(login) },
    );
  });
});
