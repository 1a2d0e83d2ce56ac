import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProvenDocument, proveDocument } from '../document/prove-document.ts';
import { thingOfDigest } from '../intoto/digests.ts';
import type { Outcome } from '../outcome.ts';
import { readTrustRoot } from '../sigstore/read-trust-root.ts';
import { type LocalSigstore, startLocalSigstore } from '../testing/local-sigstore.ts';
import { type MintedCertificate, mintAttestation } from '../testing/mint-bundle.ts';
import {
  aCertificate,
  aStatement,
  build,
  environmentV02,
  invocationV02,
  predicateV1,
  predicateV02,
  statementV1,
  statementV02,
} from '../testing/slsa-builds.ts';
import type { ProvenanceExpectation } from './expectation.ts';
import type { TrustedBuilder } from './trusted-builder.ts';
import { verifyProvenance } from './verify-provenance.ts';

let sigstore: LocalSigstore;

beforeAll(async () => {
  sigstore = await startLocalSigstore();
});

afterAll(() => sigstore.close());

const ownBuilder: TrustedBuilder = {
  id: 'https://github.com/acme/*/.github/workflows/release.yml',
  issuer: build.issuer,
  level: 2,
  ref: 'source',
};
const builders: readonly TrustedBuilder[] = [
  { id: build.workflow, issuer: build.issuer, level: 3 },
  ownBuilder,
];

interface Case {
  readonly certificate?: MintedCertificate;
  readonly statement?: object;
  readonly expected?: Partial<ProvenanceExpectation>;
  readonly digest?: string;
}

/** The rules that refuse a build, in order; none when it is proven. */
async function refusalsOf(sample: Case): Promise<readonly string[]> {
  const bundle = await mintAttestation(
    sigstore,
    sample.certificate ?? aCertificate(),
    sample.statement ?? statementV1(),
  );
  const proven = proveDocument(
    bundle,
    [{ role: 'artifact', thing: thingOfDigest(sample.digest ?? `sha256:${build.sha256}`) }],
    { trustRoot: () => readTrustRoot(sigstore.trustRoot), keys: [], now: new Date() },
  );
  return proven.ok ? judge(proven.value, sample) : [ruleOf(proven)];
}

function judge({ statement, signers }: ProvenDocument, { expected }: Case): readonly string[] {
  const [signer] = signers;
  if (statement === undefined || signer === undefined) throw new Error('the bundle holds no statement');
  const verdict = verifyProvenance(statement, signer, builders, { source: build.repository, ...expected });
  expect(verdict.proven === undefined).toBe(verdict.rejections.length > 0);
  return verdict.rejections.map(({ rule }) => rule);
}

function ruleOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? '' : outcome.rejection.rule;
}

const dispatch = aCertificate({ 2: 'workflow_dispatch', 20: 'workflow_dispatch' });
const dispatchedV02 = (inputs: object): object =>
  statementV02(
    predicateV02(
      invocationV02(
        {},
        environmentV02({ github_event_name: 'workflow_dispatch', github_event_payload: { inputs } }),
      ),
    ),
  );
const dispatchedV1 = (inputs: object): object =>
  statementV1(
    predicateV1({
      externalParameters: {
        workflow: { ref: build.ref, repository: build.repository, path: '.github/workflows/release.yml' },
        inputs,
      },
      internalParameters: { github: { event_name: 'workflow_dispatch' } },
    }),
  );
const builtFrom = (uri: string, commit: string = build.commit): object => ({
  resolvedDependencies: [{ uri, digest: { gitCommit: commit } }],
});
const workflow = (repository: string, ref: string): object => ({
  externalParameters: { workflow: { repository, ref, path: '.github/workflows/release.yml' } },
});
const branchBuild = {
  certificate: aCertificate({ 6: 'refs/heads/main', 14: 'refs/heads/main' }),
  statement: statementV1(
    predicateV1({
      ...builtFrom(`git+${build.repository}@refs/heads/main`),
      ...workflow(build.repository, 'refs/heads/main'),
    }),
  ),
};
const builtBy = (builder: string, claims: Parameters<typeof aCertificate>[0] = {}): Case => ({
  certificate: aCertificate({ 9: builder, ...claims }, builder),
  statement: statementV1(predicateV1({}, { builder: { id: builder } })),
});
const ownWorkflow = `${build.repository}/.github/workflows/release.yml`;
const evil = 'https://github.com/evil/invoice-scanner';

describe('when provenance is right', () => {
  it.each<[string, Case]>([
    ['v1', {}],
    ['v0.2', { statement: statementV02() }],
    [
      'v1 in a statement of version 0.1',
      { statement: statementV1(undefined, { _type: 'https://in-toto.io/Statement/v0.1' }) },
    ],
    ['v0.2 without an environment', { statement: statementV02(predicateV02(invocationV02({}, {}))) }],
    [
      'the artifact as one of several subjects',
      {
        statement: statementV1(undefined, {
          subject: [
            { name: 'other', digest: { sha256: '0'.repeat(64) } },
            { name: 'this', digest: { sha256: build.sha256 } },
          ],
        }),
      },
    ],
    [
      'a digest of 512 bits',
      {
        digest: `sha512:${'ab'.repeat(64)}`,
        statement: statementV1(undefined, {
          subject: [{ name: 'this', digest: { sha512: 'ab'.repeat(64) } }],
        }),
      },
    ],
    ['the expected tag', { expected: { tag: 'v1.4.2' } }],
    ['the expected full ref', { expected: { ref: 'refs/tags/v1.4.2' } }],
    ['a release of the expected major version', { expected: { versionedTag: 'v1' } }],
    ['a release of the expected minor version', { expected: { versionedTag: 'v1.4' } }],
    ['the expected version', { expected: { versionedTag: 'v1.4.2' } }],
    ['the expected commit', { expected: { commit: build.commit } }],
    ['the expected commit, shortened', { expected: { commit: build.commit.slice(0, 7) } }],
    ['the expected branch', { ...branchBuild, expected: { branch: 'main' } }],
    [
      'the expected inputs, v0.2',
      {
        certificate: dispatch,
        statement: dispatchedV02({ release: 'true' }),
        expected: { inputs: { release: 'true' } },
      },
    ],
    [
      'the expected inputs, v1',
      {
        certificate: dispatch,
        statement: dispatchedV1({ release: true }),
        expected: { inputs: { release: 'true' } },
      },
    ],
    ['a builder in the repository itself', builtBy(`${ownWorkflow}@${build.ref}`)],
    [
      'a certificate without the older extensions',
      { certificate: aCertificate({ 1: undefined, 2: undefined, 3: undefined, 5: undefined, 6: undefined }) },
    ],
    ['a certificate that does not name the runner', { certificate: aCertificate({ 11: undefined }) }],
  ])('accepts %s', async (_name, sample) => {
    expect(await refusalsOf(sample)).toEqual([]);
  });
});

describe('when provenance is about another source', () => {
  it.each<[string, Case]>([
    ['another expected repository', { expected: { source: 'https://github.com/acme/payroll' } }],
    ['a fork with the same name', { expected: { source: evil } }],
    ['a repository whose name begins alike', { expected: { source: 'https://github.com/acme/invoice' } }],
    [
      'a certificate for another repository',
      { certificate: aCertificate({ 5: 'evil/invoice-scanner', 12: evil }) },
    ],
    ['a certificate for no repository', { certificate: aCertificate({ 5: undefined, 12: undefined }) }],
    ['another material, v1', { statement: statementV1(predicateV1(builtFrom(`git+${evil}@${build.ref}`))) }],
    [
      'another material, v0.2',
      {
        statement: statementV02(
          predicateV02({ materials: [{ uri: `git+${evil}@${build.ref}`, digest: { sha1: build.commit } }] }),
        ),
      },
    ],
    ['another trigger, v1', { statement: statementV1(predicateV1(workflow(evil, build.ref))) }],
    [
      'another trigger, v0.2',
      { statement: statementV02(predicateV02(invocationV02({ uri: `git+${evil}@${build.ref}` }))) },
    ],
    [
      'a trigger at another ref',
      { statement: statementV1(predicateV1(workflow(build.repository, 'refs/heads/main'))) },
    ],
    [
      'a source parameter that differs',
      {
        statement: statementV1(
          predicateV1({
            externalParameters: { source: { uri: `git+${evil}@${build.ref}` } },
          }),
        ),
      },
    ],
    [
      'another commit than the certificate',
      { certificate: aCertificate({ 3: 'f'.repeat(40), 13: 'f'.repeat(40) }) },
    ],
    [
      'two commits, v0.2',
      { statement: statementV02(predicateV02(invocationV02({ digest: { sha1: 'f'.repeat(40) } }))) },
    ],
    [
      'another material and another trigger, under the right certificate',
      {
        statement: statementV1(
          predicateV1({ ...builtFrom(`git+${evil}@${build.ref}`), ...workflow(evil, build.ref) }),
        ),
      },
    ],
    [
      'no commit anywhere',
      {
        certificate: aCertificate({ 3: undefined, 13: undefined }),
        statement: statementV1(predicateV1({ resolvedDependencies: [{ uri: build.uri }] })),
      },
    ],
    ['no commit', { statement: statementV1(predicateV1({ resolvedDependencies: [{ uri: build.uri }] })) }],
    ['another expected commit', { expected: { commit: 'fffffff' } }],
    ['an expected commit of too few digits', { expected: { commit: build.commit.slice(0, 6) } }],
    [
      'another event than the certificate',
      { certificate: aCertificate({ 2: 'pull_request', 20: 'pull_request' }) },
    ],
  ])('refuses %s', async (_name, sample) => {
    expect(await refusalsOf(sample)).toContain('provenance/source');
  });
});

describe('when the builder is not the one that is trusted', () => {
  it.each<[string, Case]>([
    ['another workflow of the same repository', builtBy(build.builder.replace('build.yml', 'test.yml'))],
    ['the same workflow of a fork', builtBy(build.builder.replace('acme', 'evil'))],
    ['a workflow whose address begins alike', builtBy(build.builder.replace('build.yml', 'build.yml.evil'))],
    [
      'another identity provider',
      { certificate: aCertificate({ 1: 'https://evil.example.com', 8: 'https://evil.example.com' }) },
    ],
    [
      'an identity provider whose address begins alike',
      {
        certificate: aCertificate({
          1: `${build.issuer}.evil.example.com`,
          8: `${build.issuer}.evil.example.com`,
        }),
      },
    ],
    ['a branch of the builder', builtBy(`${build.workflow}@refs/heads/main`)],
    ['a commit of the builder', builtBy(`${build.workflow}@${build.commit}`)],
    ['a moving tag of the builder', builtBy(`${build.workflow}@refs/tags/v4`)],
    ['a minor version of the builder', builtBy(`${build.workflow}@refs/tags/v4.1`)],
    ['a release candidate of the builder', builtBy(`${build.workflow}@refs/tags/v4.1.0-rc.1`)],
    ['a tag of the builder without v', builtBy(`${build.workflow}@refs/tags/4.1.0`)],
    ['a branch that is named like a version', builtBy(`${build.workflow}@refs/heads/v4.1.0`)],
    ['no ref of the builder', builtBy(build.workflow)],
    [
      'another builder in the provenance, v1',
      { statement: statementV1(predicateV1({}, { builder: { id: 'https://example.com/other' } })) },
    ],
    [
      'another builder in the provenance, v0.2',
      { statement: statementV02(predicateV02({ builder: { id: 'https://example.com/other' } })) },
    ],
    [
      'another version of the builder in the provenance',
      { statement: statementV1(predicateV1({}, { builder: { id: `${build.workflow}@refs/tags/v4.2.0` } })) },
    ],
    [
      'another builder in a second field of the certificate',
      { certificate: aCertificate({ 9: `${evil}/.github/workflows/build.yml@refs/tags/v4.1.0` }) },
    ],
    ['a self-hosted runner', { certificate: aCertificate({ 11: 'self-hosted' }) }],
    ['a workflow of its own at another ref', builtBy(`${ownWorkflow}@refs/heads/feature`)],
    [
      'a workflow of its own, of another repository',
      builtBy(`https://github.com/acme/other/.github/workflows/release.yml@${build.ref}`),
    ],
  ])('refuses %s', async (_name, sample) => {
    expect(await refusalsOf(sample)).toContain('provenance/builder');
  });
});

describe('when provenance is about another branch or tag', () => {
  it.each<[string, Case]>([
    ['another tag', { expected: { tag: 'v1.4.3' } }],
    ['a tag where a branch is expected', { expected: { branch: 'main' } }],
    ['another branch', { ...branchBuild, expected: { branch: 'release' } }],
    ['a branch where a tag is expected', { ...branchBuild, expected: { tag: 'main' } }],
    ['a branch where a version is expected', { ...branchBuild, expected: { versionedTag: 'v1' } }],
    ['another major version', { expected: { versionedTag: 'v2' } }],
    ['another minor version', { expected: { versionedTag: 'v1.3' } }],
    ['a version that begins alike', { expected: { versionedTag: 'v1.4.20' } }],
    ['an expected version that is none', { expected: { versionedTag: '' } }],
    ['an expected version with another letter', { expected: { versionedTag: 'x1' } }],
    ['another full ref', { expected: { ref: 'refs/tags/v1.4.1' } }],
    [
      'another ref than the certificate',
      { certificate: aCertificate({ 6: 'refs/heads/main', 14: 'refs/heads/main' }) },
    ],
    [
      'another ref in the environment',
      {
        statement: statementV02(
          predicateV02(invocationV02({}, environmentV02({ github_ref: 'refs/heads/main' }))),
        ),
      },
    ],
  ])('refuses %s', async (_name, sample) => {
    expect(await refusalsOf(sample)).toContain('provenance/ref');
  });
});

describe('when the inputs of the build differ', () => {
  it.each<[string, Case]>([
    [
      'another value, v0.2',
      {
        certificate: dispatch,
        statement: dispatchedV02({ release: 'false' }),
        expected: { inputs: { release: 'true' } },
      },
    ],
    [
      'another value, v1',
      {
        certificate: dispatch,
        statement: dispatchedV1({ release: 'false' }),
        expected: { inputs: { release: 'true' } },
      },
    ],
    [
      'an input that is not there',
      { certificate: dispatch, statement: dispatchedV1({}), expected: { inputs: { release: 'true' } } },
    ],
    [
      'an input that every object inherits',
      {
        certificate: dispatch,
        statement: dispatchedV1({}),
        expected: { inputs: { constructor: String(Object) } },
      },
    ],
    [
      'a build that nobody started by hand',
      { statement: dispatchedV1({ release: 'true' }), expected: { inputs: { release: 'true' } } },
    ],
  ])('refuses %s', async (_name, sample) => {
    expect(await refusalsOf(sample)).toContain('provenance/inputs');
  });
});

describe('when the statement is about something else', () => {
  it.each<[string, Case]>([
    ['another digest', { digest: `sha256:${'0'.repeat(64)}` }],
    ['a digest of another algorithm', { digest: `sha512:${'0'.repeat(128)}` }],
    [
      'a digest in capitals',
      {
        statement: statementV1(undefined, {
          subject: [{ name: 'a', digest: { sha256: build.sha256.toUpperCase() } }],
        }),
      },
    ],
    [
      'a shortened digest',
      {
        digest: 'sha256:2f1c',
        statement: statementV1(undefined, { subject: [{ name: 'a', digest: { sha256: '2f1c' } }] }),
      },
    ],
    [
      'a digest of 160 bits',
      {
        digest: `sha1:${build.commit}`,
        statement: statementV1(undefined, { subject: [{ name: 'a', digest: { sha1: build.commit } }] }),
      },
    ],
    [
      'the name alone',
      {
        statement: statementV1(undefined, {
          subject: [{ name: `sha256:${build.sha256}`, digest: { sha256: '0'.repeat(64) } }],
        }),
      },
    ],
  ])('refuses %s', async (_name, sample) => {
    expect(await refusalsOf(sample)).toEqual(['signature/wrong-subject']);
  });
});

describe('when the provenance has another form', () => {
  it.each<[string, Case]>([
    ['an unknown field at the top, v1', { statement: statementV1({ ...predicateV1(), extra: 1 }) }],
    ['an unknown field in the definition', { statement: statementV1(predicateV1({ extra: 1 })) }],
    [
      'an unknown external parameter',
      {
        statement: statementV1(
          predicateV1({
            externalParameters: {
              workflow: { ref: build.ref, repository: build.repository, path: 'a' },
              override: true,
            },
          }),
        ),
      },
    ],
    [
      'an unknown field of the workflow',
      {
        statement: statementV1(
          predicateV1({
            externalParameters: {
              workflow: { ref: build.ref, repository: build.repository, path: 'a', digest: 'x' },
            },
          }),
        ),
      },
    ],
    [
      'an unknown field of the builder',
      { statement: statementV1(predicateV1({}, { builder: { id: build.builder, alias: 'x' } })) },
    ],
    [
      'an unknown field of a material',
      {
        statement: statementV02(
          predicateV02({ materials: [{ uri: build.uri, digest: { sha1: build.commit }, alias: 'x' }] }),
        ),
      },
    ],
    ['an unknown field, v0.2', { statement: statementV02(predicateV02({ extra: 1 })) }],
    ['no builder', { statement: statementV1(predicateV1({}, { builder: {} })) }],
    ['no materials, v0.2', { statement: statementV02(predicateV02({ materials: [] })) }],
    ['no resolved dependencies', { statement: statementV1(predicateV1({ resolvedDependencies: [] })) }],
    ['no trigger', { statement: statementV1(predicateV1({ externalParameters: {} })) }],
    ['the fields of v0.2 under v1', { statement: statementV1(predicateV02()) }],
    ['the fields of v1 under v0.2', { statement: statementV02(predicateV1()) }],
    ['an unknown version', { statement: aStatement('https://slsa.dev/provenance/v2', predicateV1()) }],
    ['no object', { statement: statementV1('provenance') }],
  ])('refuses %s', async (_name, sample) => {
    expect(await refusalsOf(sample)).toEqual(['provenance/malformed']);
  });

  it.each<[string, object]>([
    ['an unknown field of the statement', statementV1(undefined, { extra: 1 })],
    [
      'an unknown field of a subject',
      statementV1(undefined, { subject: [{ name: 'a', digest: { sha256: build.sha256 }, alias: 'b' }] }),
    ],
    ['an unknown type of statement', statementV1(undefined, { _type: 'https://in-toto.io/Statement/v2' })],
    ['a statement about nothing', statementV1(undefined, { subject: [] })],
    ['a subject without a digest', statementV1(undefined, { subject: [{ name: 'a', digest: {} }] })],
  ])('refuses %s', async (_name, statement) => {
    expect(await refusalsOf({ statement })).toEqual(['signature/malformed']);
  });
});

describe('when a certificate says two things', () => {
  it.each<[string, Record<number, string>]>([
    ['two repositories', { 5: 'evil/invoice-scanner' }],
    ['two refs', { 6: 'refs/heads/main' }],
    ['two commits', { 3: 'f'.repeat(40) }],
    ['two triggers', { 2: 'pull_request' }],
    ['two identity providers', { 1: 'https://evil.example.com' }],
  ])('refuses %s', async (_name, extensions) => {
    expect(await refusalsOf({ certificate: aCertificate(extensions) })).toEqual(['signature/malformed']);
  });

  it('refuses an extension that stands twice', async () => {
    const { identity, extensions } = aCertificate({ 11: 'self-hosted' });
    const certificate = { identity, extensions: [...extensions, { arc: 11, value: 'github-hosted' }] };
    expect(await refusalsOf({ certificate })).toEqual(['signature/malformed']);
  });
});
