import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePair, pemOf } from '@souk/vetting/signature/testing/key-pairs.ts';
import { type LocalSigstore, startLocalSigstore } from '@souk/vetting/signature/testing/local-sigstore.ts';
import { mintAttestation } from '@souk/vetting/signature/testing/mint-bundle.ts';
import { aCertificate, build, statementV1 } from '@souk/vetting/signature/testing/slsa-builds.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../testing/run-cli.ts';

const digest = `sha256:${build.sha256}`;
let folder: string;
let sigstore: LocalSigstore;

beforeAll(async () => {
  sigstore = await startLocalSigstore();
});

afterAll(() => sigstore.close());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'souk-keyless-'));
  const { publicKey, privateKey } = makePair['ecdsa-p256-sha256']();
  put('release.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }));
  put('release.pub', pemOf(publicKey));
  put('app.wasm', 'the bytes');
  put('root.json', sigstore.trustRoot);
});

afterEach(() => rmSync(folder, { recursive: true }));

const souk = (...args: string[]): ReturnType<typeof runCli> => runCli(folder, args);
const put = (name: string, content: string | Buffer): void => writeFileSync(join(folder, name), content);

describe('when somebody signs without a key', () => {
  const claims = {
    iss: build.issuer,
    sub: build.builder,
    repository: 'acme/invoice-scanner',
    ref: build.ref,
    sha: build.commit,
  };
  const token = ['{}', JSON.stringify(claims), '']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

  const services = (): string[] => ['--fulcio', sigstore.url, '--rekor', sigstore.url];
  const sign = (env: Record<string, string>, ...args: string[]): ReturnType<typeof runCli> =>
    runCli(folder, ['sign', ...args, '--keyless', ...services()], env);
  const trust = ['--trust-root', 'root.json', '--issuer', build.issuer];

  it.each<[string, string[], string[]]>([
    ['a file', ['app.wasm', '--output', 'b.json'], ['app.wasm']],
    ['a digest', ['--digest', digest, '--output', 'b.json'], ['--digest', digest]],
  ])('verifies %s by identity', async (_name, signed, verified) => {
    expect(await sign({ SIGSTORE_ID_TOKEN: token }, ...signed, '--tsa', sigstore.url)).toMatchObject({
      exitCode: 0,
    });
    const identity = ['--identity', build.builder];
    expect(await souk('verify', ...verified, '--bundle', 'b.json', ...trust, ...identity)).toMatchObject({
      exitCode: 0,
    });
    const pattern = ['--identity-pattern', 'https://github.com/acme/*/.github/workflows/*@refs/tags/v*'];
    expect(await souk('verify', ...verified, '--bundle', 'b.json', ...trust, ...pattern)).toMatchObject({
      exitCode: 0,
    });
    const prefix = await souk(
      'verify',
      ...verified,
      '--bundle',
      'b.json',
      ...trust,
      '--identity',
      'https://github.com/acme',
    );
    expect(prefix).toMatchObject({ exitCode: 1 });
    expect(prefix.stdout).toContain('signature/untrusted-signer');
    const publicRoot = await souk(
      'verify',
      ...verified,
      '--bundle',
      'b.json',
      '--issuer',
      build.issuer,
      ...identity,
    );
    expect(publicRoot).toMatchObject({ exitCode: 1 });
  });

  it('verifies how something was built', async () => {
    put('p.json', JSON.stringify(await mintAttestation(sigstore, aCertificate(), statementV1())));
    const args = ['verify', '--digest', digest, '--bundle', 'p.json', ...trust, '--builder', build.workflow];
    const good = await souk(
      ...args,
      '--source',
      'github.com/acme/invoice-scanner',
      '--versioned-tag',
      'v1',
      '--tag',
      'v1.4.2',
    );
    expect(good).toMatchObject({ exitCode: 0 });
    for (const words of [
      `builder   ${build.builder}`,
      `source    ${build.repository}`,
      `ref       ${build.ref}`,
      `commit    ${build.commit}`,
    ]) {
      expect(good.stdout).toContain(words);
    }
    const bad = await souk(
      ...args,
      '--source',
      'github.com/acme/other',
      '--branch',
      'main',
      '--input',
      'a=b',
    );
    expect(bad).toMatchObject({ exitCode: 1 });
    for (const rule of ['provenance/source', 'provenance/ref', 'provenance/inputs'])
      expect(bad.stdout).toContain(rule);
    expect((await souk(...args, '--source', 's', '--input', 'a')).stderr).toContain(
      '--input needs name=value',
    );
  });

  it('verifies a builder that signs with a key', async () => {
    put('statement.json', JSON.stringify(statementV1()));
    put(
      'b.json',
      (await souk('sign', '--digest', digest, '--key', 'release.pem', '--statement', 'statement.json'))
        .stdout,
    );
    const args = [
      'verify',
      '--digest',
      digest,
      '--bundle',
      'b.json',
      '--key',
      'release.pub',
      '--source',
      build.repository,
    ];
    expect(await souk(...args, '--builder', build.workflow)).toMatchObject({ exitCode: 0 });
    expect(await souk(...args, '--builder', 'https://example.com')).toMatchObject({ exitCode: 1 });
  });

  it('says what is missing, and never shows the token', async () => {
    const secret = 'not-a-token-but-a-secret';
    const wrong = await sign({ SIGSTORE_ID_TOKEN: secret }, 'app.wasm');
    expect(wrong).toMatchObject({ exitCode: 2, stdout: '' });
    expect(wrong.stderr).toContain('not an OpenID Connect token');
    expect(wrong.stderr).not.toContain(secret);
  });

  it('calls a service that does not answer a fault, and names it', async () => {
    const args = [
      'sign',
      'app.wasm',
      '--keyless',
      '--fulcio',
      `${sigstore.url}/nowhere`,
      '--rekor',
      sigstore.url,
    ];
    const result = await runCli(folder, args, { SIGSTORE_ID_TOKEN: token });
    expect(result).toMatchObject({ exitCode: 3 });
    expect(result.stderr).toContain(`The certificate authority ${sigstore.url}/nowhere gave no certificate`);
    const log = await runCli(
      folder,
      ['sign', 'app.wasm', '--keyless', '--fulcio', sigstore.url, '--rekor', `${sigstore.url}/nowhere`],
      { SIGSTORE_ID_TOKEN: token },
    );
    expect(log).toMatchObject({ exitCode: 3 });
    expect(log.stderr).toContain('did not record the signature');
  });

  it('calls a trust root that cannot be used a fault', async () => {
    put('root.json', '{}');
    put('p.json', JSON.stringify(await mintAttestation(sigstore, aCertificate(), statementV1())));
    const result = await souk(
      'verify',
      '--digest',
      digest,
      '--bundle',
      'p.json',
      ...trust,
      '--identity',
      build.builder,
    );
    expect(result).toMatchObject({ exitCode: 3 });
    expect(result.stderr).toContain('The trust root cannot be used');
  });
});
