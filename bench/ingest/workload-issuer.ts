import { generateKeyPairSync, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';

export const PUBLIC_URL = 'https://souk.example';
const ISSUER = 'https://cluster.example';
const LIFE_S = 600;

/** A cluster that vouches for what runs in it. */
export class WorkloadIssuer {
  readonly #environments: readonly string[];
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  constructor(environments: readonly string[]) {
    this.#environments = environments;
  }

  /** What the operator writes of it, once its keys are in a file. */
  describe(keyFile: string): string {
    const key = { ...this.#keys.publicKey.export({ format: 'jwk' }), kid: 'c1', use: 'sig', alg: 'ES256' };
    writeFileSync(keyFile, JSON.stringify({ keys: [key] }));
    const issuer = {
      name: 'cluster',
      issuer: ISSUER,
      environments: this.#environments,
      keys: { file: keyFile },
    };
    return JSON.stringify({ issuers: [{ ...issuer, subject: 'workload:{installation}' }] });
  }

  /** Gets a token for each installation, as its workload does. */
  async tokensFor(url: string, installations: readonly string[]): Promise<Record<string, string>> {
    const tokens = installations.map(async (id) => [id, await this.#exchange(url, id)]);
    return Object.fromEntries(await Promise.all(tokens));
  }

  async #exchange(url: string, installation: string): Promise<string> {
    const response = await fetch(`${url}/api/v1/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: this.#sign(installation),
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      }),
    });
    const answer = (await response.json()) as { readonly access_token?: string };
    if (answer.access_token !== undefined) return answer.access_token;
    throw new Error(
      `There is no token for ${installation}: HTTP ${response.status}, ${JSON.stringify(answer)}`,
    );
  }

  #sign(installation: string): string {
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      ...{ iss: ISSUER, sub: `workload:${installation}`, aud: PUBLIC_URL, iat: now, exp: now + LIFE_S },
    };
    const said = [{ alg: 'ES256', kid: 'c1' }, claims].map((part) => encode(JSON.stringify(part))).join('.');
    const key = { key: this.#keys.privateKey, dsaEncoding: 'ieee-p1363' } as const;
    return `${said}.${encode(sign('sha256', Buffer.from(said), key))}`;
  }
}

function encode(bytes: string | Buffer): string {
  return Buffer.from(bytes).toString('base64url');
}
