import { generateKeyPairSync, type KeyObject, type KeyPairKeyObjectResult } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, Installation } from '@souk/model/manifest/manifest.ts';
import { type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import { PaperWorld } from '../../provision/testing/paper-world.ts';
import { type RunningProvision, runProvision } from '../../provision/testing/running-provision.ts';
import { type CatalogEdit, writeCatalog } from '../../provision/testing/write-catalog.ts';
import type { Store } from '../../store/store.ts';
import { anApp } from '../../testing/catalog-snapshot.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { borrowMemoryStore } from '../../testing/memory-store.ts';
import type { IdentityConfig } from '../identity-config.ts';
import { type Identity, openIdentity } from '../open-identity.ts';
import type { TokenRefusal } from '../verify-token.ts';

export const SOUK = 'https://souk.example';
export const CRM_API = 'https://crm.example';
export const CLUSTER = 'https://cluster.example';

export const crm = (change: Partial<App> = {}): App =>
  anApp({
    id: 'crm',
    lifecycle: { stage: 'published' },
    permissions: [{ name: 'crm', scopes: ['crm:leads:read', 'crm:leads:write'] }],
    ...change,
  });

export const emea = (change: Partial<Installation> = {}): Installation => ({
  ...{ apiVersion: 'souk/v1', kind: 'Installation', id: 'crm-emea', app: 'crm', version: '^1.0.0' },
  ...{ team: 'sales', environment: 'dev', driver: 'local' },
  ...change,
});

const pairs = new Map<string, KeyPairKeyObjectResult>();

/** A pair takes long to make, and is as good for the next test. */
function pairOf(kid: string): KeyPairKeyObjectResult {
  const pair = pairs.get(kid) ?? generateKeyPairSync('rsa', { modulusLength: 2_048 });
  pairs.set(kid, pair);
  return pair;
}

/** A cluster whose tokens are trusted for `dev`. */
export class Cluster {
  readonly privateKey: KeyObject;
  readonly #folder: string;
  readonly kid: string;

  constructor(folder: string, kid = 'c1') {
    const { publicKey, privateKey } = pairOf(kid);
    this.privateKey = privateKey;
    this.kid = kid;
    this.#folder = folder;
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' };
    writeFileSync(this.jwksFile, JSON.stringify({ keys: [jwk] }));
  }

  get jwksFile(): string {
    return join(this.#folder, `${this.kid}.json`);
  }

  sign(payload: JWTPayload, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
    return new SignJWT(payload)
      .setProtectedHeader({ alg: 'RS256', kid: this.kid, ...header })
      .sign(this.privateKey);
  }
}

/** A marketplace with an installation that runs, and a cluster that it may run in. */
export interface IdentityWorld {
  readonly store: Store;
  readonly clock: FakeClock;
  readonly cluster: Cluster;
  /** Opens a replica with a data folder of its own, or that of one before. */
  open(change?: Partial<IdentityConfig> & { readonly dataDir?: string }): Promise<Identity>;
  folder(name: string): string;
  edit(change: CatalogEdit): Promise<void>;
  /** The token that the workload of an installation gets from its cluster. */
  workloadToken(change?: JWTPayload, header?: Partial<JWTHeaderParameters>): Promise<string>;
  nowS(): number;
  close(): Promise<void>;
}

export async function openIdentityWorld(): Promise<IdentityWorld> {
  const root = mkdtempSync(join(tmpdir(), 'souk-identity-'));
  const store = await borrowMemoryStore();
  const clock = new FakeClock();
  const world = new PaperWorld();
  const provision: RunningProvision = runProvision({
    ...{ store, clock, openDrivers: () => new Map([['local', world.open()]]) },
  });
  const cluster = new Cluster(root);
  const issuersFile = join(root, 'issuers.json');
  const issuer = {
    ...{ name: 'dev-cluster', issuer: CLUSTER, environments: ['dev'], keys: { file: cluster.jwksFile } },
    subject: 'system:serviceaccount:souk-{team}:souk-{installation}',
  };
  writeFileSync(issuersFile, JSON.stringify({ issuers: [issuer] }));
  const nowS = (): number => clock.now().getTime() / 1_000;
  const edit = async (change: CatalogEdit): Promise<void> => {
    await writeCatalog(store, change, clock.now());
    await provision.settle();
  };
  await edit({ put: [crm(), emea()] });
  return {
    ...{ store, clock, cluster, edit, nowS },
    folder: (name) => join(root, name),
    open: ({ dataDir = join(root, 'data'), ...change } = {}) =>
      openIdentity({
        ...{ db: store.db, clock, dataDir, publicUrl: `${SOUK}/` },
        ...{ lifeMs: 900_000, resources: [CRM_API], issuersFile, ...change },
      }),
    workloadToken: (change = {}, header = {}) =>
      cluster.sign(
        {
          ...{ iss: CLUSTER, sub: 'system:serviceaccount:souk-sales:souk-crm-emea', aud: SOUK },
          ...{ iat: nowS() - 60, nbf: nowS() - 60, exp: nowS() + 3_600, ...change },
        },
        header,
      ),
    close: async () => {
      await provision.stop();
      await store.close();
      rmSync(root, { recursive: true });
    },
  };
}

/** A token of the installation that runs. */
export async function mintBy(identity: Identity, audience: string): Promise<string> {
  const granted = await identity.mintFor('crm-emea', audience);
  if (granted === undefined) throw new Error('It is nobody.');
  return granted.token;
}

/** Why a replica refuses a token; undefined when it does not. */
export async function reasonOf(identity: Identity, token: string): Promise<TokenRefusal | undefined> {
  const result = await identity.verify(token);
  return result.ok ? undefined : result.reason;
}
