import { describe, expect, it } from 'vitest';
import { type Origin, readOrigin } from './read-origin.ts';

const commit = '144a166dda34f8acd505b54f1674b46afc596b8c';
const good = { isEncrypted: true, isMoving: false };

describe('when an address tells where a package comes from', () => {
  it.each<[address: string, origin: Origin | undefined]>([
    ['https://registry.public.dev/a/-/a-1.0.0.tgz', { host: 'registry.public.dev', ...good }],
    ['https://NPM.acme.dev:8443/a.tgz', { host: 'npm.acme.dev:8443', ...good }],
    ['https://user:x@npm.acme.dev/a.tgz', { host: 'npm.acme.dev', ...good }],
    ['http://npm.acme.dev/a.tgz', { host: 'npm.acme.dev', isEncrypted: false, isMoving: false }],
    [`git+https://git.acme.dev/a.git#${commit}`, { host: 'git.acme.dev', ...good }],
    ['git+https://git.acme.dev/a.git#main', { host: 'git.acme.dev', isEncrypted: true, isMoving: true }],
    ['git+ssh://git@git.acme.dev/a.git', { host: 'git.acme.dev', isEncrypted: true, isMoving: true }],
    [`git@git.acme.dev:acme/a.git#${commit}`, { host: 'git.acme.dev', ...good }],
    [`git://git.acme.dev/a.git#${commit}`, { host: 'git.acme.dev', isEncrypted: false, isMoving: false }],
    ['maven.public.dev/maven2', { host: 'maven.public.dev', ...good }],
    ['file:../shared', { host: undefined, ...good }],
    ['../shared', { host: undefined, ...good }],
    ['https://', undefined],
    ['', undefined],
  ])('reads %s', (address, origin) => {
    expect(readOrigin(address)).toEqual(origin);
  });
});
