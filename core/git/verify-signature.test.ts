import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
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
beforeEach(() => {
  vi.stubEnv('HOME', home);
  vi.stubEnv('GNUPGHOME', undefined);
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => {
  execFileSync('gpgconf', ['--kill', 'all'], { env: { PATH: process.env['PATH'], HOME: home } });
  rmSync(home, { recursive: true, force: true });
  temporary[Symbol.dispose]();
});

const verify = async () =>
  verifySignature(await openRepository(temporary.dir), 'HEAD', join(home, 'signers'));

describe('when signatures of OpenPGP can not be checked', () => {
  it.each<[string, () => void]>([
    [
      'there is no gpg',
      () => {
        const programs = join(home, 'programs');
        mkdirSync(programs);
        symlinkSync(execFileSync('which', ['git'], { encoding: 'utf8' }).trim(), join(programs, 'git'));
        vi.stubEnv('PATH', programs);
      },
    ],
    [
      'Git is told of one that is not there',
      () => {
        const settings = join(home, 'settings');
        writeFileSync(settings, '[gpg]\n\tprogram = /nowhere/gpg\n');
        vi.stubEnv('GIT_CONFIG_GLOBAL', settings);
      },
    ],
    [
      'the database of trust is a folder',
      () => {
        const keyring = join(home, 'broken');
        mkdirSync(join(keyring, 'trustdb.gpg'), { recursive: true, mode: 0o700 });
        gpg('', '--export', '--output', join(keyring, 'pubring.gpg'));
        vi.stubEnv('GNUPGHOME', keyring);
      },
    ],
  ])('blames no signer: %s', async (_name, arrange) => {
    arrange();
    expect(await verify()).toBe('not-checked');
  });
});

describe('when a commit is signed with OpenPGP', () => {
  it('looks into the keyring that is named', async () => {
    vi.stubEnv('HOME', temporary.dir);
    expect(await verify()).toBe('not-trusted');
    vi.stubEnv('GNUPGHOME', join(home, '.gnupg'));
    expect(await verify()).toBe('good');
  });

  it('is good only while the keyring trusts the key fully', async () => {
    expect(await verify()).toBe('good');
    const [, fingerprint] = /^fpr:+([0-9A-F]+):/m.exec(gpg('', '--with-colons', '--list-keys')) ?? [];
    gpg(`${fingerprint}:2:\n`, '--import-ownertrust');
    expect(await verify()).toBe('not-trusted');
    vi.stubEnv('HOME', temporary.dir);
    expect(await verify()).toBe('not-trusted');
  });
});
