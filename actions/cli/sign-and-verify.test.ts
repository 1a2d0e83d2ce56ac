import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePair, pemOf } from '@souk/vetting/signature/testing/key-pairs.ts';
import { build, statementV1 } from '@souk/vetting/signature/testing/slsa-builds.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../testing/run-cli.ts';

const digest = `sha256:${build.sha256}`;
const schemes = ['ecdsa-p256-sha256', 'ecdsa-p384-sha384', 'ed25519', 'rsa-pkcs1-sha256'] as const;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'souk-sign-'));
  const { publicKey, privateKey } = makePair['ecdsa-p256-sha256']();
  put('release.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }));
  put('release.pub', pemOf(publicKey));
  put('other.pub', pemOf(makePair.ed25519().publicKey));
  put('app.wasm', 'the bytes');
});

afterEach(() => rmSync(folder, { recursive: true }));

const souk = (...args: string[]): ReturnType<typeof runCli> => runCli(folder, args);
const put = (name: string, content: string | Buffer): void => writeFileSync(join(folder, name), content);
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('when the command line is wrong', () => {
  it.each<[string, string[], string]>([
    ['sign: nothing to sign', ['sign', '--key', 'release.pem'], 'Name a file, or give --digest'],
    [
      'sign: two things to sign',
      ['sign', 'app.wasm', '--digest', digest, '--key', 'release.pem'],
      'and not both',
    ],
    ['sign: no key', ['sign', 'app.wasm'], 'with --key FILE, or with --keyless'],
    [
      'sign: a key and none',
      ['sign', 'app.wasm', '--key', 'release.pem', '--keyless'],
      'with --key FILE, or with --keyless',
    ],
    ['sign: a missing file', ['sign', 'nope', '--key', 'release.pem'], 'nope does not exist'],
    ['sign: a missing key', ['sign', 'app.wasm', '--key', 'nope'], '--key needs a file'],
    ['sign: a public key', ['sign', 'app.wasm', '--key', 'release.pub'], 'holds no private key'],
    [
      'sign: a short digest',
      ['sign', '--digest', 'sha256:ab', '--key', 'release.pem'],
      '--digest needs sha256:',
    ],
    [
      'sign: a weak digest',
      ['sign', '--digest', `sha1:${build.commit}`, '--key', 'release.pem'],
      '--digest needs sha256:',
    ],
    [
      'sign: an envelope without a statement',
      ['sign', 'app.wasm', '--key', 'release.pem', '--as', 'dsse'],
      'holds a statement',
    ],
    [
      'sign: an envelope without a key',
      ['sign', '--digest', digest, '--keyless', '--as', 'dsse'],
      'leave out --as dsse',
    ],
    [
      'sign: an address that is none',
      ['sign', 'app.wasm', '--keyless', '--fulcio', 'file:///etc'],
      '--fulcio needs an address',
    ],
    ['sign: an unknown option', ['sign', '--kay', 'x'], 'Did you mean --key'],
    ['verify: no bundle', ['verify', 'app.wasm'], "'--bundle <file>' not specified"],
    ['verify: nobody is trusted', ['verify', 'app.wasm', '--bundle', 'release.pub'], 'Say whom you trust'],
    [
      'verify: an identity without an issuer',
      ['verify', 'app.wasm', '--bundle', 'x', '--identity', 'a'],
      '--identity needs --issuer',
    ],
    [
      'verify: two kinds of identity',
      ['verify', 'app.wasm', '--bundle', 'x', '--identity', 'a', '--identity-pattern', 'a', '--issuer', 'i'],
      'and not both',
    ],
    [
      'verify: a key and an issuer',
      ['verify', 'app.wasm', '--bundle', 'x', '--key', 'release.pub', '--issuer', 'i'],
      'and not both',
    ],
    [
      'verify: an identity and a builder',
      ['verify', 'app.wasm', '--bundle', 'x', '--identity', 'a', '--builder', 'b', '--issuer', 'i'],
      'leave out the identity',
    ],
    [
      'verify: a builder without a source',
      ['verify', 'app.wasm', '--bundle', 'app.wasm', '--builder', 'b', '--issuer', 'i'],
      'together',
    ],
    [
      'verify: a tag without a builder',
      ['verify', 'app.wasm', '--bundle', 'app.wasm', '--key', 'release.pub', '--tag', 'v1'],
      'together',
    ],
    [
      'verify: a private key',
      ['verify', 'app.wasm', '--bundle', 'app.wasm', '--key', 'release.pem'],
      'not a public key',
    ],
    [
      'verify: a threshold nobody can reach',
      ['verify', 'app.wasm', '--bundle', 'app.wasm', '--key', 'release.pub', '--threshold', '2'],
      'from 1 to the number of keys, 1',
    ],
  ])('answers %s with exit code 2 and how to mend it', async (_name, args, words) => {
    const result = await souk(...args);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toContain(words);
  });

  it.each(['sign', 'verify'])('shows help of souk %s', async (command) => {
    expect((await souk(command, '--help')).stdout).toContain('Examples:');
  });
});

describe('when a key signs', () => {
  it.each(schemes)('verifies what it signed as %s', async (scheme) => {
    const { publicKey, privateKey } = makePair[scheme]();
    put('k.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }));
    put('k.pub', pemOf(publicKey));
    expect(await souk('sign', 'app.wasm', '--key', 'k.pem')).toMatchObject({ exitCode: 0, stdout: '' });
    const result = await souk('verify', 'app.wasm', '--bundle', 'app.wasm.sigstore.json', '--key', 'k.pub');
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(result.stdout).toMatch(/✔ Verified: sha256:[0-9a-f]{64}\n {2}key {7}k\.pub/);
  });

  it('writes a Sigstore bundle v0.3 that hints at the key', async () => {
    await souk('sign', 'app.wasm', '--key', 'release.pem');
    expect(JSON.parse(read('app.wasm.sigstore.json'))).toMatchObject({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: { publicKey: { hint: expect.stringMatching(/^[\w+/]{43}=$/) } },
    });
  });

  it('does not overwrite a file unless it is told to', async () => {
    put('app.wasm.sigstore.json', 'mine');
    expect(await souk('sign', 'app.wasm', '--key', 'release.pem')).toMatchObject({ exitCode: 2 });
    expect(read('app.wasm.sigstore.json')).toBe('mine');
    expect(await souk('sign', 'app.wasm', '--key', 'release.pem', '--force')).toMatchObject({ exitCode: 0 });
    expect(read('app.wasm.sigstore.json')).not.toBe('mine');
  });

  it('signs a statement about a digest', async () => {
    const { stdout } = await souk('sign', '--digest', digest, '--key', 'release.pem');
    put('b.json', stdout);
    const result = await souk(
      'verify',
      '--digest',
      digest,
      '--bundle',
      'b.json',
      '--key',
      'release.pub',
      '--format',
      'json',
    );
    expect(JSON.parse(result.stdout)).toEqual({
      verified: true,
      subject: digest,
      signers: [{ kind: 'key', name: 'release.pub', issuer: null }],
      predicateType: 'https://sigstore.dev/cosign/sign/v1',
      provenance: null,
      rejections: [],
    });
  });

  it('signs a given statement, and only about the thing itself', async () => {
    put('statement.json', JSON.stringify(statementV1()));
    const args = ['--key', 'release.pem', '--statement', 'statement.json', '--as', 'dsse'];
    put('e.json', (await souk('sign', '--digest', digest, ...args)).stdout);
    expect(JSON.parse(read('e.json'))).toMatchObject({ payloadType: 'application/vnd.in-toto+json' });
    expect(
      await souk('verify', '--digest', digest, '--bundle', 'e.json', '--key', 'other.pub', 'release.pub'),
    ).toMatchObject({ exitCode: 0 });
    const wrong = await souk('sign', 'app.wasm', ...args);
    expect(wrong).toMatchObject({ exitCode: 2, stdout: '' });
    expect(wrong.stderr).toContain('--statement: The statement is about');
    put('statement.json', '{}');
    expect((await souk('sign', '--digest', digest, ...args)).stderr).toContain(
      '--statement: The statement has the type',
    );
  });

  it('takes the passphrase of an encrypted key from a variable, and never shows it', async () => {
    const { privateKey } = makePair.ed25519();
    put(
      'k.pem',
      privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hush hush' }),
    );
    const sign = (env: Record<string, string>, ...more: string[]): ReturnType<typeof runCli> =>
      runCli(folder, ['sign', 'app.wasm', '--key', 'k.pem', '--force', ...more], env);
    expect((await sign({})).stderr).toContain(
      'put its passphrase in the environment variable SOUK_KEY_PASSPHRASE',
    );
    const wrong = await sign({ SOUK_KEY_PASSPHRASE: 'hush' });
    expect(wrong).toMatchObject({ exitCode: 2 });
    expect(wrong.stderr).toContain('cannot be decrypted');
    expect(wrong.stderr).not.toContain('hush');
    expect(await sign({ SOUK_KEY_PASSPHRASE: 'hush hush' })).toMatchObject({ exitCode: 0 });
    expect(await sign({ MINE: 'hush hush' }, '--passphrase-env', 'MINE')).toMatchObject({ exitCode: 0 });
  });

  it.each<[string, string, string]>([
    [
      'a weak key',
      generateKeyPairSync('rsa', { modulusLength: 1024 })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString(),
      'not accepted',
    ],
    [
      'a key in the format of cosign',
      '-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----',
      'which only cosign reads',
    ],
  ])('refuses %s', async (_name, pem, words) => {
    put('k.pem', pem);
    const result = await souk('sign', 'app.wasm', '--key', 'k.pem');
    expect(result).toMatchObject({ exitCode: 2 });
    expect(result.stderr).toContain(words);
  });
});

describe('when a signature does not verify', () => {
  beforeEach(async () => {
    await souk('sign', 'app.wasm', '--key', 'release.pem');
  });

  it.each<[string, string[], string]>([
    ['another key', ['app.wasm', '--key', 'other.pub'], 'signature/untrusted-key'],
    ['another file', ['release.pub', '--key', 'release.pub'], 'signature/wrong-subject'],
    ['another digest', ['--digest', digest, '--key', 'release.pub'], 'signature/wrong-subject'],
    [
      'an identity where a key signed',
      ['app.wasm', '--issuer', 'i', '--identity', 'a'],
      'signature/untrusted-key',
    ],
    [
      'provenance where there is none',
      ['app.wasm', '--key', 'release.pub', '--builder', 'b', '--source', 's'],
      'provenance/malformed',
    ],
  ])('says so for %s, with exit code 1', async (_name, args, rule) => {
    const result = await souk('verify', ...args, '--bundle', 'app.wasm.sigstore.json');
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('✖ Not verified: sha256:');
    expect(result.stdout).toContain(rule);
    expect(result.stdout).toContain('→ ');
  });

  it('demands as many different keys as it is told', async () => {
    put('b.json', (await souk('sign', '--digest', digest, '--key', 'release.pem', '--as', 'dsse')).stdout);
    const result = await souk(
      'verify',
      '--digest',
      digest,
      '--bundle',
      'b.json',
      '--key',
      'release.pub',
      'other.pub',
      '--threshold',
      '2',
    );
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('2 different trusted keys have to sign; 1 did.');
  });

  it('shows nothing of a document that could move the cursor', async () => {
    put('b.json', '{"a":\u001b[2J');
    const result = await souk('verify', 'app.wasm', '--bundle', 'b.json', '--key', 'release.pub');
    expect(result.exitCode).toBe(1);
    expect(result.stdout).not.toContain('\u001b');
  });
});

describe('when a signature stands alone', () => {
  it('verifies it over the file, and over a payload', async () => {
    const payload = JSON.stringify({
      critical: {
        identity: {},
        image: { 'docker-manifest-digest': digest },
        type: 'cosign container image signature',
      },
    });
    for (const [name, content] of [
      ['app.wasm', 'the bytes'],
      ['payload.json', payload],
    ] as const) {
      put(name, content);
      await souk('sign', name, '--key', 'release.pem', '--force');
      const { messageSignature } = JSON.parse(read(`${name}.sigstore.json`));
      put(`${name}.sig`, messageSignature.signature);
    }
    const key = ['--key', 'release.pub'];
    expect(await souk('verify', 'app.wasm', '--bundle', 'app.wasm.sig', ...key)).toMatchObject({
      exitCode: 0,
    });
    const image = ['--bundle', 'payload.json.sig', '--payload', 'payload.json', ...key];
    expect(await souk('verify', '--digest', digest, ...image)).toMatchObject({ exitCode: 0 });
    expect(await souk('verify', 'app.wasm', ...image)).toMatchObject({ exitCode: 1 });
    expect((await souk('verify', '--digest', digest, '--bundle', 'app.wasm.sig', ...key)).stdout).toContain(
      'signature/unbound',
    );
  });
});
