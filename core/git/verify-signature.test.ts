import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openRepository } from './repository.ts';
import { TemporaryRepository } from './testing/temporary-repository.ts';
import { verifySignature } from './verify-signature.ts';

let home: string;
let temporary: TemporaryRepository;

const gpg = (input: string, ...args: string[]) =>
  execFileSync('gpg', ['--batch', '--quiet', ...args], {
    input,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: home },
    stdio: ['pipe', 'pipe', 'ignore'],
  });

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'souk-gpg-'));
  temporary = new TemporaryRepository();
  writeFileSync(join(home, 'signers'), '');
  gpg('', '--passphrase', '', '--quick-gen-key', 'Ann <ann@example.com>', 'ed25519', 'sign');
  execFileSync('git', ['commit', '-q', '--allow-empty', '-S', '-m', 'Signed'], {
    cwd: temporary.dir,
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      GIT_AUTHOR_NAME: 'Ann',
      GIT_AUTHOR_EMAIL: 'ann@example.com',
      GIT_COMMITTER_NAME: 'Ann',
      GIT_COMMITTER_EMAIL: 'ann@example.com',
    },
  });
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => {
  execFileSync('gpgconf', ['--kill', 'all'], { env: { PATH: process.env['PATH'], HOME: home } });
  rmSync(home, { recursive: true, force: true });
  temporary[Symbol.dispose]();
});

describe('when a commit is signed with OpenPGP', () => {
  it('is good only while the keyring trusts the key fully', async () => {
    vi.stubEnv('HOME', home);
    const repository = await openRepository(temporary.dir);
    const verify = () => verifySignature(repository, 'HEAD', join(home, 'signers'));
    expect(await verify()).toBe('good');
    const [, fingerprint] = /^fpr:+([0-9A-F]+):/m.exec(gpg('', '--with-colons', '--list-keys')) ?? [];
    gpg(`${fingerprint}:2:\n`, '--import-ownertrust');
    expect(await verify()).toBe('not-trusted');
    vi.stubEnv('HOME', temporary.dir);
    expect(await verify()).toBe('not-trusted');
  });
});
