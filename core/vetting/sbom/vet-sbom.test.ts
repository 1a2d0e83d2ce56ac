import { createHash } from 'node:crypto';
import type { Entry } from '@souk/model/manifest/manifest.ts';
import { anApp } from '@souk/model/testing/manifests.ts';
import { describe, expect, it } from 'vitest';
import { defaultSbomSettings } from './default-settings.ts';
import type { FetchFailure, RemoteSbom } from './remote-sbom.ts';
import type { SbomSettings } from './sbom-settings.ts';
import { createSchemaValidators } from './schema-validators.ts';
import { aCyclonedx, anSpdx2 } from './testing/documents.ts';
import { type SbomVetting, vetSbom } from './vet-sbom.ts';

const validators = createSchemaValidators();
const now = new Date('2026-11-22T00:00:00Z');
const hex = 'a'.repeat(64);
const artifact = { ref: `registry.example.com/acme/invoice-scanner:1.4.2@sha256:${hex}` };

interface Case {
  readonly entry?: Partial<Entry & { kind: 'App' }>;
  readonly files?: Readonly<Record<string, object>>;
  readonly settings?: Partial<SbomSettings>;
  readonly remote?: RemoteSbom;
  readonly now?: Date;
}

function vet({
  entry = { sbom: 'sbom.cdx.json' },
  files = {},
  settings,
  remote,
  ...rest
}: Case): Promise<SbomVetting> {
  const named = Object.entries(files).map(
    ([name, document]) =>
      [name, { name, bytes: Buffer.from(JSON.stringify(document)), changed: true }] as const,
  );
  return vetSbom(
    { entry: anApp(entry), before: undefined, files: new Map(named), filesBefore: new Map() },
    { ...defaultSbomSettings, ...settings },
    { now: rest.now ?? now, validators, ...(remote === undefined ? {} : { remote }) },
  );
}

function vetDocument(document: object, more: Omit<Case, 'files'> = {}): Promise<SbomVetting> {
  return vet({ ...more, files: { 'sbom.cdx.json': document } });
}

const rulesOf = ({ findings }: SbomVetting): string[] => findings.map(({ rule }) => rule);

function aSubject(changes: object): object {
  return aCyclonedx({
    metadata: {
      timestamp: '2026-11-01T10:00:00Z',
      authors: [{ name: 'Acme' }],
      component: {
        type: 'application',
        'bom-ref': 'app',
        name: 'invoice-scanner',
        version: '1.4.2',
        ...changes,
      },
    },
  });
}

describe('when the document holds', () => {
  it('finds nothing, and tells what it learnt', async () => {
    const vetting = await vetDocument(aCyclonedx());
    expect(vetting.findings).toEqual([]);
    expect(vetting.file).toBe('sbom.cdx.json');
    expect(vetting.evidence).toMatchObject({
      state: 'read',
      format: 'cyclonedx',
      specVersion: '1.6',
      components: 1,
      binding: 'name',
      score: 100,
    });
    expect(structuredClone(vetting)).toEqual(vetting);
  });
});

describe('when the document has to be found', () => {
  const url = 'https://artifacts.example.com/sbom.json';
  const fetched = (document: object): RemoteSbom => ({
    state: 'fetched',
    bytes: Buffer.from(JSON.stringify(document)),
  });
  const remote = fetched(aCyclonedx());

  it.each<[string, Case, string, string[]]>([
    ['is nowhere', { entry: {} }, 'none', []],
    [
      'is named by path',
      { entry: { sbom: { path: './x.json' } }, files: { 'x.json': aCyclonedx() } },
      'read',
      [],
    ],
    ['is named and not there', {}, 'absent', []],
    [
      'lies beside a manifest that does not name it',
      { entry: {}, files: { 'sbom.cdx.json': aCyclonedx() } },
      'read',
      ['sbom/unnamed'],
    ],
    [
      'lies elsewhere and was not fetched',
      { entry: { sbom: { url } } },
      'not-looked-at',
      ['sbom/not-looked-at'],
    ],
    ['lies elsewhere, named by text', { entry: { sbom: url } }, 'not-looked-at', ['sbom/not-looked-at']],
    ['lies elsewhere and was fetched', { entry: { sbom: { url } }, remote }, 'read', []],
    ['may be a referrer, and nobody asked', { entry: { artifact } }, 'none', []],
    ['is no referrer', { entry: { artifact }, remote: { state: 'none' } }, 'none', []],
    ['is a referrer of the artifact', { entry: { artifact }, remote }, 'read', []],
  ])('knows that it %s', async (_name, given, state, rules) => {
    const vetting = await vet(given);
    expect(vetting.evidence.state).toBe(state);
    expect(rulesOf(vetting)).toEqual(rules);
  });

  it('shows what is wrong with a document that lies elsewhere where the manifest names it', async () => {
    const vetting = await vet({
      entry: { sbom: { url } },
      remote: fetched({}),
    });
    expect(vetting.findings).toMatchObject([
      { rule: 'sbom/unknown-format', place: { pointer: '/sbom/url', on: 'value' } },
    ]);
    expect(vetting.findings[0]).not.toHaveProperty('file');
  });

  it('holds a document that lies elsewhere against its digest', async () => {
    const vetting = await vet({ entry: { sbom: { url, digest: `sha256:${hex}` } }, remote });
    expect(vetting.findings).toMatchObject([{ rule: 'sbom/digest', place: { pointer: '/sbom/digest' } }]);
    expect(vetting.sbom).toBeUndefined();
  });

  it.each<[FetchFailure, string, string]>([
    ['unreachable', 'sbom/unreachable', 'sbom/unreachable'],
    ['not-allowed', 'sbom/address', 'sbom/not-looked-at'],
    ['missing', 'sbom/missing', 'sbom/not-looked-at'],
    ['too-large', 'sbom/too-large', 'sbom/too-large'],
    ['digest', 'sbom/digest', 'sbom/digest'],
  ])(
    'tells of a document that is %s: %s where it is named, %s where it may be',
    async (reason, named, guessed) => {
      const failed: RemoteSbom = { state: 'failed', reason, message: 'It went wrong.' };
      for (const [entry, rule, pointer] of [
        [{ sbom: url }, named, '/sbom'],
        [{ sbom: { url } }, named, '/sbom/url'],
        [{ artifact }, guessed, '/artifact/ref'],
      ] as const) {
        const vetting = await vet({ entry, remote: failed });
        expect(vetting.findings).toMatchObject([{ rule, message: 'It went wrong.', place: { pointer } }]);
        expect(vetting.evidence).toEqual({ state: 'not-looked-at' });
        expect(vetting.sbom).toBeUndefined();
      }
    },
  );
});

describe('when the manifest declares digest and format', () => {
  const document = aCyclonedx();
  const digest = (algorithm: string): string =>
    `${algorithm}:${createHash(algorithm).update(JSON.stringify(document)).digest('hex')}`;

  it.each(['sha256', 'sha512'])('takes a document with the %s digest', async (algorithm) => {
    const vetting = await vetDocument(document, {
      entry: { sbom: { path: 'sbom.cdx.json', digest: digest(algorithm), format: 'cyclonedx' } },
    });
    expect(vetting.findings).toEqual([]);
  });

  it('refuses a document with another digest, and does not hand it on', async () => {
    const vetting = await vetDocument(document, {
      entry: { sbom: { path: 'sbom.cdx.json', digest: `sha256:${hex}` } },
    });
    expect(vetting.findings).toMatchObject([{ rule: 'sbom/digest', place: { pointer: '/sbom/digest' } }]);
    expect(vetting.sbom).toBeUndefined();
  });

  it('refuses a document of another format', async () => {
    const vetting = await vetDocument(anSpdx2(), {
      entry: { sbom: { path: 'sbom.cdx.json', format: 'cyclonedx' } },
    });
    expect(rulesOf(vetting)).toContain('sbom/format');
  });
});

describe('when the document is about something', () => {
  it.each<[string, object, string[]]>([
    ['the entry', {}, []],
    ['the package of the entry', { name: '@acme/invoice-scanner' }, []],
    ['the image of the entry', { name: 'registry.example.com/acme/invoice-scanner:1.4.2' }, []],
    [
      'a folder, with the purl of the entry',
      { name: 'src', purl: 'pkg:npm/%40acme/invoice-scanner@1.4.2' },
      [],
    ],
    ['the version with a v', { version: 'v1.4.2' }, []],
    ['the digest of the artifact for a version', { version: `sha256:${hex}` }, []],
    ['another name', { name: 'other' }, ['sbom/subject']],
    ['a name that ends like the id', { name: 'not-invoice-scanner' }, ['sbom/subject']],
    ['another version', { version: '1.4.1' }, ['sbom/subject']],
    ['no version', { version: undefined }, ['sbom/subject']],
    ['another digest', { hashes: [{ alg: 'SHA-256', content: 'b'.repeat(64) }] }, ['sbom/artifact']],
    ['another digest for a version', { version: `sha256:${'b'.repeat(64)}` }, ['sbom/artifact']],
    ['a digest that is not compared for a version', { version: `sha512:${hex}` }, ['sbom/subject']],
    ['another digest in the purl', { purl: `pkg:oci/x@sha256%3A${'b'.repeat(64)}?tag=1` }, ['sbom/artifact']],
    ['a hash of another algorithm', { hashes: [{ alg: 'SHA-1', content: 'b'.repeat(40) }] }, []],
  ])('judges %s', async (_name, changes, rules) => {
    const vetting = await vetDocument(aSubject(changes), { entry: { sbom: 'sbom.cdx.json', artifact } });
    expect(rulesOf(vetting)).toEqual(rules);
  });

  it('tells that the digest binds it', async () => {
    const document = aSubject({ hashes: [{ alg: 'SHA-256', content: hex }] });
    const vetting = await vetDocument(document, { entry: { sbom: 'sbom.cdx.json', artifact } });
    expect(vetting.evidence).toMatchObject({ binding: 'digest' });
  });

  it('refuses a document that does not say what it is about', async () => {
    const document = aCyclonedx({
      metadata: { timestamp: '2026-11-01T10:00:00Z', authors: [{ name: 'Acme' }] },
    });
    expect(rulesOf(await vetDocument(document))).toEqual(['sbom/subject', 'sbom/dangling-ref']);
  });
});

describe('when references within the document go wrong', () => {
  const part = (ref: string, version: string): object => ({
    type: 'library',
    name: 'part',
    version,
    'bom-ref': ref,
  });

  it('refuses a reference that two components have', async () => {
    const components = [part('a', '1'), part('a', '2'), part('app', '3')];
    const vetting = await vetDocument(aCyclonedx({ components, dependencies: [] }), {
      settings: { minimumScore: 0 },
    });
    expect(
      vetting.findings.filter(({ rule }) => rule === 'sbom/duplicate-ref').map(({ place }) => place),
    ).toEqual([
      { pointer: '/components/1', on: 'value' },
      { pointer: '/components/2', on: 'value' },
    ]);
  });

  it('warns of a dependency that is not listed', async () => {
    const dependencies = [{ ref: 'app', dependsOn: ['left-pad', 'gone'] }];
    expect((await vetDocument(aCyclonedx({ dependencies }))).findings).toMatchObject([
      { rule: 'sbom/dangling-ref', message: expect.stringContaining('"gone"') },
    ]);
  });
});

describe('when the document tells little', () => {
  const bare = { type: 'library', name: 'part', 'bom-ref': 'part' };

  it('tells which minimum elements it lacks, and where most points are lost', async () => {
    const vetting = await vetDocument(aCyclonedx({ components: [bare], dependencies: [] }));
    expect(rulesOf(vetting)).toEqual(['sbom/minimum-elements', 'sbom/score']);
    expect(vetting.findings[0]?.message).toContain('version (1 of 1 components: no version); identifier (');
    expect(vetting.findings[1]?.message).toContain('Most is lost on identifier, version and');
  });

  it('lets a small share go without', async () => {
    const full = aCyclonedx()['components'];
    const [component] = Array.isArray(full) ? full : [];
    const components = Array.from({ length: 9 }, (_, i) => ({ ...component, 'bom-ref': `part-${i}` }));
    const dependencies = [{ ref: 'app', dependsOn: components.map((item) => item['bom-ref']) }];
    const document = (...more: object[]): object =>
      aCyclonedx({ components: [...components, ...more], dependencies });
    expect(rulesOf(await vetDocument(document(bare)))).toEqual([]);
    expect(rulesOf(await vetDocument(document(bare, { ...bare, 'bom-ref': 'other' })))).toEqual([
      'sbom/minimum-elements',
    ]);
  });

  it('warns of a document without components', async () => {
    const vetting = await vetDocument(aCyclonedx({ components: [], dependencies: [] }));
    expect(rulesOf(vetting)).toEqual(['sbom/empty']);
    expect(vetting.evidence).toMatchObject({ score: 0 });
  });

  it('asks for a supplier only where that is set', async () => {
    const document = JSON.parse(JSON.stringify(aCyclonedx()).replace(',"supplier":{"name":"Acme"}', ''));
    expect(rulesOf(await vetDocument(document))).toEqual([]);
    expect(rulesOf(await vetDocument(document, { settings: { demandedElements: ['supplier'] } }))).toEqual([
      'sbom/minimum-elements',
    ]);
  });
});

describe('when the document is dated', () => {
  it.each([
    ['the last day', '2027-11-01T12:00:00Z', []],
    ['a day too old', '2027-11-02T12:00:00Z', ['sbom/age']],
    ['from tomorrow, in another time zone', '2026-10-31T12:00:00Z', []],
    ['from the future', '2026-10-01T00:00:00Z', ['sbom/age']],
  ])('judges one %s', async (_name, at, rules) => {
    expect(rulesOf(await vetDocument(aCyclonedx(), { now: new Date(at) }))).toEqual(rules);
  });
});

describe('when texts in the document are made to cost time', () => {
  it.each([
    ['a purl of slashes', `pkg:npm/${'/'.repeat(200_000)}`],
    ['a purl of signs', `pkg:oci/${'@?#'.repeat(100_000)}`],
    ['a name of blanks', `${' '.repeat(200_000)}x`],
  ])('judges %s at once', async (_name, text) => {
    const vetting = await vetDocument(aSubject({ name: text, purl: text }), {
      entry: { sbom: 'sbom.cdx.json', artifact },
    });
    expect(rulesOf(vetting)).toContain('sbom/subject');
    expect(vetting.findings[0]?.message.length).toBeLessThan(400);
  });
});
