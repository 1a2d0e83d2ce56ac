import { dsse } from '@sigstore/core';
import { builtInRules } from '@souk/model/rule/built-in-rules.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VettedEntry } from '../vetted-entry.ts';
import { PAYLOAD_TYPE } from './intoto/read-statement.ts';
import { signWith } from './key/key-scheme.ts';
import type { SignatureSettings } from './signature-settings.ts';
import { type KeyPair, makePair, pemOf } from './testing/key-pairs.ts';
import { type LocalSigstore, startLocalSigstore } from './testing/local-sigstore.ts';
import { mintAttestation, mintSignature } from './testing/mint-bundle.ts';
import { aSignedEntry, signatureSettings } from './testing/signed-entries.ts';
import { aCertificate, aStatement, build, predicateV1, statementV1 } from './testing/slsa-builds.ts';
import { vetSignatures } from './vet-signatures.ts';

const PROVENANCE = 'attestations/provenance.sigstore.json';
const SIGNED = 'https://sigstore.dev/cosign/sign/v1';
const sbomText = '{"bomFormat":"CycloneDX"}';
const person = {
  identity: 'release@example.com',
  extensions: [{ arc: 8, value: 'https://idp.example.com' }],
};
const people = { issuer: 'https://idp.example.com', identity: 'release@example.com' };
const [ana, ben] = [makePair.ed25519(), makePair.ed25519()];
const keys = [
  { id: 'ana', pem: pemOf(ana.publicKey) },
  { id: 'ben', pem: pemOf(ben.publicKey) },
];
let sigstore: LocalSigstore;
let provenance: unknown;
let signature: unknown;

beforeAll(async () => {
  sigstore = await startLocalSigstore();
  provenance = await mintAttestation(sigstore, aCertificate(), statementV1());
  signature = await mintAttestation(sigstore, person, aStatement(SIGNED, {}));
});

afterAll(() => sigstore.close());

function vet(
  vetted: VettedEntry,
  settings: Partial<SignatureSettings> = {},
  tier: 'low' | 'medium' | 'high' = 'low',
): ReturnType<typeof vetSignatures> & { rules: string[] } {
  const context = { trustRoot: sigstore.trustRoot, tier, now: new Date() };
  const result = vetSignatures(vetted, signatureSettings(settings), context);
  return {
    ...result,
    rules: result.findings.map(({ rule, level }) => [rule, level].filter(Boolean).join(' ')),
  };
}

function envelope(pairs: readonly KeyPair[], statement: object): object {
  const payload = Buffer.from(JSON.stringify(statement));
  const signed = dsse.preAuthEncoding(PAYLOAD_TYPE, payload);
  return {
    payloadType: PAYLOAD_TYPE,
    payload: payload.toString('base64'),
    signatures: pairs.map(({ privateKey }) => ({
      sig: signWith(signed, privateKey, 'ed25519').toString('base64'),
    })),
  };
}

describe('when the provenance of an entry is right', () => {
  it('proves signer, builder, source and level', () => {
    const { findings, evidence } = vet(aSignedEntry({ [PROVENANCE]: provenance }));
    expect(findings).toEqual([]);
    expect(evidence).toEqual({
      digest: `sha256:${build.sha256}`,
      artifact: [{ kind: 'certificate', name: build.builder, issuer: build.issuer }],
      sbom: [],
      provenance: {
        level: 3,
        builder: build.builder,
        source: build.repository,
        ref: build.ref,
        commit: build.commit,
        predicateType: 'https://slsa.dev/provenance/v1',
      },
      level: 3,
      documents: [
        {
          name: PROVENANCE,
          accepted: true,
          about: ['artifact'],
          predicateType: 'https://slsa.dev/provenance/v1',
        },
      ],
    });
  });

  it('takes what comes from another thread, and gives what can be sent to one', () => {
    const { evidence, findings } = vet(structuredClone(aSignedEntry({ [PROVENANCE]: provenance })));
    expect(evidence.level).toBe(3);
    expect(structuredClone({ evidence, findings })).toEqual({ evidence, findings });
  });

  it('finds it in lines of JSON, under a telling name, and where the manifest says', () => {
    const line = JSON.stringify(provenance);
    for (const [name, attestations] of [
      ['attestations/multiple.intoto.jsonl', []],
      ['attestations/any.json', []],
      ['build.sigstore.json', []],
      ['proof.json', ['./proof.json']],
    ] as const) {
      const entry = aSignedEntry(
        { [name]: `${line}\n` },
        { provenance: { attestations: [...attestations] } },
      );
      expect(vet(entry).evidence.level).toBe(3);
    }
  });

  it('reads two documents in lines of JSON', () => {
    const lines = [provenance, signature].map((value) => JSON.stringify(value)).join('\n');
    const { evidence } = vet(aSignedEntry({ 'attestations/all.jsonl': lines }), { identities: [people] });
    expect(evidence.artifact.map(({ name }) => name)).toEqual([build.builder, 'release@example.com']);
  });
});

describe('when the provenance is not what the manifest says', () => {
  it.each<[string, Parameters<typeof aSignedEntry>[1], string]>([
    [
      'another repository',
      { artifact: { ref: `a@sha256:${build.sha256}`, source: 'https://github.com/acme/other' } },
      'provenance/source',
    ],
    [
      'another commit',
      { artifact: { ref: `a@sha256:${build.sha256}`, source: build.repository, commit: 'fffffff' } },
      'provenance/source',
    ],
    ['no repository', { artifact: { ref: `a@sha256:${build.sha256}` } }, 'provenance/source'],
    ['another tag', { provenance: { source: `git+${build.repository}@refs/tags/v1.4.1` } }, 'provenance/ref'],
    [
      'another digest',
      { artifact: { ref: `a@sha256:${'0'.repeat(64)}`, source: build.repository } },
      'signature/wrong-subject',
    ],
    [
      'a tag instead of a digest',
      { artifact: { ref: 'registry.example.com/a:1.4.2', source: build.repository } },
      'signature/unpinned',
    ],
    ['another builder', { provenance: { builder: 'https://example.com/builder' } }, 'provenance/claim'],
    ['two sources', { provenance: { source: 'git+https://github.com/acme/other' } }, 'provenance/claim'],
    ['another signer', { provenance: { signedBy: 'release@example.com' } }, 'signature/claim'],
    [
      'an attestation elsewhere',
      { provenance: { attestations: ['https://example.com/p.json'] } },
      'signature/unread',
    ],
  ])('tells of %s', (_name, changes, rule) => {
    const { rules } = vet(aSignedEntry({ [PROVENANCE]: provenance }, changes));
    expect([...new Set(rules)]).toEqual([rule]);
  });

  it.each<[string, number | string, string[]]>([
    ['the proven level', 3, []],
    ['the proven level in words', 'SLSA 3', []],
    ['less than is proven', 'L1', []],
    ['more than is proven', 4, ['provenance/claim']],
  ])('compares the claim of %s', (_name, slsa, rules) => {
    expect(vet(aSignedEntry({ [PROVENANCE]: provenance }, { provenance: { slsa } })).rules).toEqual(rules);
  });

  it('accepts the claims that are proven', () => {
    const changes = {
      provenance: { slsa: 3, builder: build.workflow, source: build.uri, signedBy: build.builder },
    };
    expect(vet(aSignedEntry({ [PROVENANCE]: provenance }, changes)).rules).toEqual([]);
  });

  it('notes claims that nothing proves', () => {
    const changes = { provenance: { slsa: 3, signedBy: 'release@example.com' } };
    expect(vet(aSignedEntry({}, changes)).rules).toEqual([
      'signature/claim notice',
      'provenance/claim notice',
    ]);
  });

  it('tells of a claim and of the missing proof at once', () => {
    const changes = { provenance: { slsa: 3, signedBy: 'release@example.com' } };
    const { findings, rules } = vet(aSignedEntry({}, changes), { demands: [{ artifact: 'warn', slsa: 2 }] });
    expect(rules).toEqual(['signature/missing warn', 'provenance/level']);
    expect(findings.map(({ message }) => message)).toEqual([
      'The manifest says that release@example.com signed the artifact: there is no signature among the attachments.',
      'Nothing proves the SLSA level 3 that the manifest claims; level 2 is asked for.',
    ]);
  });
});

describe('when the signer is judged', () => {
  const entry = (): VettedEntry => aSignedEntry({ 'attestations/signature.sigstore.json': signature });

  it('accepts an identity of the settings', () => {
    const { evidence, rules } = vet(entry(), { identities: [people] });
    expect(rules).toEqual([]);
    expect(evidence).toMatchObject({ artifact: [{ name: 'release@example.com' }], level: 0 });
  });

  it('refuses any other, with the name of the file and something to waive', () => {
    const { findings, evidence } = vet(entry(), {
      identities: [{ ...people, identity: 'elease@example.com' }],
    });
    expect(findings).toMatchObject([
      {
        rule: 'signature/untrusted-signer',
        file: 'attestations/signature.sigstore.json',
        about: 'attestations/signature.sigstore.json',
      },
    ]);
    expect(evidence.artifact).toEqual([]);
  });

  it('does not blame the author when the settings trust nobody', () => {
    expect(vet(entry()).rules).toEqual(['signature/untrusted-signer warn']);
    const byKey = aSignedEntry({ [PROVENANCE]: envelope([ana], statementV1()) });
    expect(vet(byKey).rules).toEqual(['signature/untrusted-key warn']);
    const byBuilder = aSignedEntry({ [PROVENANCE]: provenance });
    expect(vet(byBuilder, { builders: [] }).rules).toEqual(['provenance/builder warn']);
  });

  it('does not take the signature of a builder for the trust in its provenance', async () => {
    const wrong = await mintAttestation(
      sigstore,
      aCertificate({ 5: 'evil/x', 12: 'https://github.com/evil/x' }),
      statementV1(),
    );
    const { evidence, rules } = vet(aSignedEntry({ [PROVENANCE]: wrong }));
    expect(rules).toEqual(['provenance/source']);
    expect(evidence).toMatchObject({ artifact: [], level: 0, provenance: null });
  });

  it('believes a builder that signs with a key of its own', () => {
    const settings = { keys, builders: [{ id: build.workflow, key: 'ana', level: 2 } as const] };
    const byAna = { [PROVENANCE]: envelope([ana], statementV1()) };
    expect(vet(aSignedEntry(byAna), settings)).toMatchObject({ rules: [], evidence: { level: 2 } });
    const byBen = { [PROVENANCE]: envelope([ben], statementV1()) };
    expect(vet(aSignedEntry(byBen), settings)).toMatchObject({
      rules: ['provenance/builder'],
      evidence: { level: 0 },
    });
    const moving = predicateV1({}, { builder: { id: `${build.workflow}@refs/heads/main` } });
    const unpinned = { [PROVENANCE]: envelope([ana], statementV1(moving)) };
    expect(vet(aSignedEntry(unpinned), settings).rules).toEqual(['provenance/builder']);
  });
});

describe('when a signature stands apart from what it signs', () => {
  const payload = JSON.stringify({
    critical: {
      identity: { 'docker-reference': 'registry.example.com/invoice-scanner' },
      image: { 'docker-manifest-digest': `sha256:${build.sha256}` },
      type: 'cosign container image signature',
    },
    optional: {},
  });
  const signatureOver = (text: string): Buffer => signWith(Buffer.from(text), ana.privateKey, 'ed25519');

  it.each<[string, Record<string, unknown>, string[], string[]]>([
    [
      'base64, as cosign writes it',
      {
        'attestations/image.json': payload,
        'attestations/image.json.sig': `${signatureOver(payload).toString('base64')}\n`,
      },
      [],
      ['ana'],
    ],
    [
      'bytes, under the shorter name',
      { 'attestations/image.json': payload, 'attestations/image.sig': signatureOver(payload) },
      [],
      ['ana'],
    ],
    [
      'over another payload',
      { 'attestations/image.json': payload, 'attestations/image.sig': signatureOver('x') },
      ['signature/untrusted-key'],
      [],
    ],
    [
      'over the payload of another image',
      {
        'attestations/image.json': payload.replace(build.sha256, '0'.repeat(64)),
        'attestations/image.sig': signatureOver(payload),
      },
      ['signature/wrong-subject'],
      [],
    ],
    [
      'over something else',
      { 'attestations/notes.txt': 'x', 'attestations/notes.txt.sig': signatureOver('x') },
      ['signature/wrong-subject'],
      [],
    ],
    [
      'too long',
      { 'attestations/image.json': payload, 'attestations/image.sig': Buffer.alloc(10_000) },
      ['signature/limit'],
      [],
    ],
    ['of nothing', { 'attestations/image.sig': signatureOver(payload) }, [], []],
    ['a payload without its signature', { 'attestations/image.json': payload }, [], []],
    ['elsewhere in the folder', { 'logo.png': 'x', 'logo.png.sig': 'x' }, [], []],
  ])('judges one that is %s', (_name, files, rules, signers) => {
    const { evidence, rules: found } = vet(aSignedEntry(files), { keys });
    expect(found).toEqual(rules);
    expect(evidence.artifact.map(({ name }) => name)).toEqual(signers);
  });
});

describe('when the SBOM is signed', () => {
  const sbom = 'sbom.cdx.json';
  const sbomDigest = 'f'.repeat(64);

  it.each<[string, () => Promise<unknown>, string, string[]]>([
    ['its bytes', () => mintSignature(sigstore, person, Buffer.from(sbomText)), `${sbom}.sigstore.json`, []],
    [
      'other bytes',
      () => mintSignature(sigstore, person, Buffer.from('x')),
      `${sbom}.sigstore.json`,
      ['signature/wrong-subject', 'signature/sbom-missing warn'],
    ],
    [
      'its bytes by a key',
      async () => signWith(Buffer.from(sbomText), ana.privateKey, 'ed25519'),
      `${sbom}.sig`,
      [],
    ],
  ])('judges a signature over %s', async (_name, sign, file, rules) => {
    const vetted = aSignedEntry({ [sbom]: sbomText, [file]: await sign() }, { sbom });
    const result = vet(vetted, { identities: [people], keys, demands: [{ sbom: 'warn' }] });
    expect(result.rules).toEqual(rules);
    expect(result.evidence.sbom).toHaveLength(rules.length === 0 ? 1 : 0);
    expect(result.evidence.artifact).toEqual([]);
  });

  it('accepts a statement about its digest, and one about both', () => {
    const about = (...digests: string[]): object =>
      envelope(
        [ana],
        aStatement(SIGNED, {}, { subject: digests.map((sha256) => ({ name: 'x', digest: { sha256 } })) }),
      );
    const changes = { sbom: { url: 'https://example.com/sbom', digest: `sha256:${sbomDigest}` } };
    const one = vet(aSignedEntry({ 'attestations/a.json': about(sbomDigest) }, changes), { keys });
    expect(one.evidence).toMatchObject({ artifact: [], sbom: [{ name: 'ana' }] });
    const both = vet(aSignedEntry({ 'attestations/a.json': about(sbomDigest, build.sha256) }, changes), {
      keys,
    });
    expect(both.evidence).toMatchObject({ artifact: [{ name: 'ana' }], sbom: [{ name: 'ana' }] });
  });
});

describe('when the settings demand proof', () => {
  it.each<[string, Partial<SignatureSettings>, 'low' | 'high', string[]]>([
    ['nothing', {}, 'low', []],
    ['a signature', { demands: [{ artifact: 'notice' }] }, 'low', ['signature/missing notice']],
    [
      'a signature at two weights',
      { demands: [{ artifact: 'warn' }, { artifact: 'notice' }] },
      'low',
      ['signature/missing warn'],
    ],
    [
      'a signature at this stage',
      { demands: [{ stages: ['published'], artifact: 'deny' }] },
      'low',
      ['signature/missing deny'],
    ],
    ['a signature at another stage', { demands: [{ stages: ['vetted'], artifact: 'deny' }] }, 'low', []],
    [
      'a signature for this risk',
      { demands: [{ tiers: ['high'], artifact: 'deny' }] },
      'high',
      ['signature/missing deny'],
    ],
    ['a signature for another risk', { demands: [{ tiers: ['high'], artifact: 'deny' }] }, 'low', []],
    [
      'a signature for this label',
      { demands: [{ labels: ['pii', 'phi'], artifact: 'deny' }] },
      'low',
      ['signature/missing deny'],
    ],
    ['a signature for another label', { demands: [{ labels: ['phi'], artifact: 'deny' }] }, 'low', []],
    ['a level', { demands: [{ slsa: 2, provenance: 'deny' }] }, 'low', ['provenance/level deny']],
    ['provenance of any level', { demands: [{ provenance: 'notice' }] }, 'low', ['provenance/level notice']],
    ['a signed SBOM', { demands: [{ sbom: 'warn' }] }, 'low', ['signature/sbom-missing warn']],
  ])('tells what is missing of %s', (_name, settings, tier, rules) => {
    const vetted = aSignedEntry({}, { compliance: ['pii'], sbom: 'sbom.cdx.json' });
    expect(vet(vetted, settings, tier).rules).toEqual(rules);
  });

  it('compares the level that is proven', () => {
    const demands = [{ slsa: 3, provenance: 'deny' } as const];
    expect(vet(aSignedEntry({ [PROVENANCE]: provenance }), { demands }).rules).toEqual([]);
    const builders = [{ id: build.workflow, issuer: build.issuer, level: 2 } as const];
    expect(vet(aSignedEntry({ [PROVENANCE]: provenance }), { demands, builders }).rules).toEqual([
      'provenance/level deny',
    ]);
  });

  it('counts different signers over all documents', () => {
    const demands = [{ artifact: 'deny', signers: 2 } as const];
    const statement = aStatement(SIGNED, {});
    const count = (files: Record<string, unknown>): string[] =>
      vet(aSignedEntry(files), { demands, keys }).rules;
    expect(count({ 'attestations/1.json': envelope([ana], statement) })).toEqual([
      'signature/threshold deny',
    ]);
    expect(
      count({
        'attestations/1.json': envelope([ana], statement),
        'attestations/2.json': envelope([ana], statement),
      }),
    ).toEqual(['signature/threshold deny']);
    expect(
      count({
        'attestations/1.json': envelope([ana], statement),
        'attestations/2.json': envelope([ben], statement),
      }),
    ).toEqual([]);
    expect(count({ 'attestations/1.json': envelope([ana, ben], statement) })).toEqual([]);
  });

  it('asks nothing of an entry that has no artifact and no SBOM', () => {
    const { artifact: _, ...entry } = aSignedEntry().entry;
    const demands = [{ artifact: 'deny', sbom: 'deny', provenance: 'deny' } as const];
    expect(vet({ ...aSignedEntry(), entry }, { demands }).rules).toEqual([]);
  });
});

describe('when documents are hostile or odd', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['too large', { [PROVENANCE]: ' '.repeat(1_000_001) }, ['signature/limit']],
    ['nested too deep', { [PROVENANCE]: '['.repeat(900_000) }, ['signature/limit']],
    ['not JSON', { [PROVENANCE]: 'provenance' }, ['signature/malformed']],
    ['not signed at all', { [PROVENANCE]: {} }, ['signature/malformed']],
    [
      'too many',
      Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`${i}.sigstore.json`, {}])),
      [...Array(10).fill('signature/malformed'), 'signature/limit'],
    ],
    ['unsigned JSON that nobody calls signed', { 'attestations/vex.json': {} }, []],
    ['a broken file that nobody calls signed', { 'attestations/notes.json': '{' }, []],
  ])('answers %s', (_name, files, rules) => {
    expect(vet(aSignedEntry(files)).rules).toEqual(rules);
  });

  it('tells that signatures beside an entry without an artifact prove nothing', () => {
    const { artifact: _, ...entry } = aSignedEntry().entry;
    expect(vet({ ...aSignedEntry({ [PROVENANCE]: provenance }), entry }).rules).toEqual([
      'signature/unpinned',
    ]);
  });

  it('says that settings which cannot be used are no fault of the author', () => {
    const context = { trustRoot: Buffer.from('{}'), tier: 'low', now: new Date() } as const;
    expect(() =>
      vetSignatures(aSignedEntry({ [PROVENANCE]: provenance }), signatureSettings(), context),
    ).toThrow('The trust root cannot be used');
    expect(() => vet(aSignedEntry(), { keys: [{ id: 'a', pem: 'x' }] })).toThrow('The key a');
    expect(() =>
      vet(aSignedEntry({ [PROVENANCE]: provenance }), { builders: [{ id: 'a', level: 3 }] }),
    ).toThrow('needs an issuer or a key');
  });

  it('uses rules that are known, each with a message and a way to mend it', () => {
    const files = { [PROVENANCE]: provenance, 'a.sigstore.json': {}, 'b.sigstore.json': '{' };
    const demands = [{ artifact: 'deny', sbom: 'deny', slsa: 3, provenance: 'deny', signers: 3 } as const];
    const { findings } = vet(aSignedEntry(files, { sbom: 'sbom.cdx.json' }), { demands, builders: [] });
    expect(findings.length).toBeGreaterThan(4);
    for (const { rule, message, help } of findings) {
      expect(Object.hasOwn(builtInRules, rule)).toBe(true);
      expect(message).toMatch(/\.$/);
      expect(help).toMatch(/\.$/);
    }
  });
});
