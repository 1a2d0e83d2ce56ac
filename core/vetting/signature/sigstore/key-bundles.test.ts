import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proveDocument, type Subject } from '../document/prove-document.ts';
import { thingOfBytes } from '../intoto/digests.ts';
import type { KeySettings } from '../key/trusted-key.ts';
import { makePair, trustedKey } from '../testing/key-pairs.ts';
import { type LocalSigstore, startLocalSigstore } from '../testing/local-sigstore.ts';
import { mintKeySignature } from '../testing/mint-bundle.ts';
import { readTrustRoot } from './read-trust-root.ts';

interface Bundle {
  verificationMaterial: { tlogEntries?: { integratedTime: string }[]; timestampVerificationData?: object };
}

const data = Buffer.from('what was released');
const subject: Subject = { role: 'artifact', thing: thingOfBytes(data) };
const { publicKey, privateKey } = makePair['ecdsa-p256-sha256']();
const start = Date.now();
const hoursLater = (hours: number): string => new Date(start + hours * 3_600_000).toISOString();
let sigstore: LocalSigstore;
let minted: string;

beforeAll(async () => {
  sigstore = await startLocalSigstore();
  minted = JSON.stringify(await mintKeySignature(sigstore, { publicKey, privateKey }, data));
});

afterAll(() => sigstore.close());

function rulesOf(
  times: Partial<KeySettings>,
  now: string,
  change: (bundle: Bundle) => void = () => undefined,
): string {
  const bundle: Bundle = JSON.parse(minted);
  change(bundle);
  const outcome = proveDocument(bundle, [subject], {
    trustRoot: () => readTrustRoot(sigstore.trustRoot),
    keys: [trustedKey(publicKey, times)],
    now: new Date(now),
  });
  return outcome.ok ? 'accepted' : outcome.rejection.rule;
}

const withoutWitness = ({ verificationMaterial }: Bundle): void => {
  delete verificationMaterial.tlogEntries;
  delete verificationMaterial.timestampVerificationData;
};

describe('when others witnessed the signature of a key', () => {
  it.each<[string, Partial<KeySettings>, string]>([
    ['whose time is over since', { validUntil: hoursLater(1) }, 'accepted'],
    ['whose time was over before', { validUntil: hoursLater(-1) }, 'signature/untrusted-key'],
    ['whose time began after it', { validFrom: hoursLater(1) }, 'signature/untrusted-key'],
    ['that was revoked since', { revokedAt: hoursLater(1) }, 'accepted'],
    ['that was revoked before', { revokedAt: hoursLater(-1) }, 'signature/untrusted-key'],
  ])('judges a key %s by the time of the witnesses', (_name, times, verdict) => {
    expect(rulesOf(times, hoursLater(24))).toBe(verdict);
  });

  it('refuses a witness that is forged, though no witness is needed', () => {
    const forge = ({ verificationMaterial }: Bundle): void => {
      const [entry] = verificationMaterial.tlogEntries ?? [];
      if (entry !== undefined) entry.integratedTime = String(Number(entry.integratedTime) - 86_400);
    };
    expect(rulesOf({}, hoursLater(0), forge)).toBe('signature/invalid');
  });
});

describe('when nobody witnessed the signature of a key', () => {
  it.each<[string, Partial<KeySettings>, string]>([
    ['within its time', { validUntil: hoursLater(48) }, 'accepted'],
    ['whose time is over', { validUntil: hoursLater(1) }, 'signature/untrusted-key'],
    ['that was revoked', { revokedAt: hoursLater(1) }, 'signature/untrusted-key'],
  ])('judges a key %s by the time of judging', (_name, times, verdict) => {
    expect(rulesOf(times, hoursLater(24), withoutWitness)).toBe(verdict);
  });
});
