import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openIssuerKeys } from './issuer-keys.ts';
import { CLUSTER, Cluster, SOUK } from './testing/identity-world.ts';
import type { TrustedIssuer } from './trusted-issuer.ts';
import { type KnownIssuer, verifyWorkload } from './verify-workload.ts';

const now = new Date('2026-11-22T08:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'souk-workload-'));
const [dev, production] = [new Cluster(folder, 'dev'), new Cluster(folder, 'production')];
const tokenFile = join(folder, 'reader');
let url: string;
let answer: (response: ServerResponse) => void;
let asked: (string | undefined)[];
const server = createServer((request, response) => {
  asked.push(request.headers.authorization);
  answer(response);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/openid/v1/jwks`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  asked = [];
  answer = (response) => response.end(readFileSync(dev.jwksFile));
  writeFileSync(tokenFile, 'reader-of-the-tests\n');
});
afterEach(() => rmSync(tokenFile, { force: true }));

const known = (change: Partial<TrustedIssuer>): KnownIssuer => {
  const issuer: TrustedIssuer = {
    ...{ name: 'dev', issuer: CLUSTER, audience: SOUK, algorithms: ['RS256'], environments: ['dev'] },
    ...{ subject: 'system:serviceaccount:souk:souk-{installation}', keys: { url } },
    ...change,
  };
  return { ...issuer, getKey: openIssuerKeys(issuer) };
};
const token = (by = dev): Promise<string> =>
  by.sign({
    ...{
      iss: CLUSTER,
      aud: SOUK,
      sub: 'system:serviceaccount:souk:souk-crm',
      exp: now.getTime() / 1_000 + 60,
    },
  });

describe('when the keys of an issuer are got over HTTP', () => {
  it('asks once for many tokens, with what lets it in', async () => {
    const issuers = [known({ keys: { url, tokenFile } })];
    for (let i = 0; i < 5; i++)
      expect(await verifyWorkload(await token(), issuers, now)).toEqual({
        ok: true,
        workload: { issuer: 'dev', environments: ['dev'], installation: 'crm' },
      });
    expect(asked).toEqual(['Bearer reader-of-the-tests']);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['an error', (response) => response.writeHead(500).end()],
    ['a way elsewhere', (response) => response.writeHead(302, { location: url }).end()],
    ['no JSON', (response) => response.end('<html>')],
    ['no keys', (response) => response.end('{"keys":1}')],
    ['too much', (response) => response.end(`"${'x'.repeat(2_000_000)}"`)],
  ])('says that they can not be got when it gets %s', async (_name, give) => {
    answer = give;
    expect(await verifyWorkload(await token(), [known({})], now)).toEqual({
      ok: false,
      reason: 'keys-unreachable',
    });
  });

  it('says so when it has nothing that lets it in', async () => {
    rmSync(tokenFile);
    const issuers = [known({ keys: { url, tokenFile } })];
    expect(await verifyWorkload(await token(), issuers, now)).toEqual({
      ok: false,
      reason: 'keys-unreachable',
    });
  });

  it('does not believe a key of another cluster', async () => {
    expect(await verifyWorkload(await token(production), [known({})], now)).toEqual({
      ok: false,
      reason: 'unknown-key',
    });
  });
});

describe('when two clusters have one name', () => {
  const both = (): KnownIssuer[] => [
    known({ keys: { file: dev.jwksFile } }),
    known({ name: 'production', environments: ['production'], keys: { file: production.jwksFile } }),
  ];

  it.each([
    [dev, 'dev'],
    [production, 'production'],
  ])('lets each speak for its own environment', async (cluster, environment) => {
    expect(await verifyWorkload(await token(cluster), both(), now)).toMatchObject({
      ok: true,
      workload: { issuer: environment, environments: [environment] },
    });
  });
});
