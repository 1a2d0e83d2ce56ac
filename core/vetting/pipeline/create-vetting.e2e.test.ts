import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { App } from '@souk/model/manifest/manifest.ts';
import type { EntryVetting, VettingSubject } from '@souk/model/vetting/vetting.ts';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { FetchError } from '../fetch/fetch-error.ts';
import type { SbomFetcher } from '../sbom/sbom-fetcher.ts';
import type { VettedFile } from '../vetted-entry.ts';
import type { VettingSettings } from '../vetting-settings.ts';
import { createVetting, type VettingOptions } from './create-vetting.ts';

const settings = load(
  readFileSync(fileURLToPath(new URL('../../../policies/data/vetting.yaml', import.meta.url)), 'utf8'),
) as VettingSettings;

const entry: App = {
  apiVersion: 'souk/v1',
  kind: 'App',
  id: 'parcel-board',
  version: '1.0.0',
  name: 'Parcel Board',
  summary: 'Shows where parcels are.',
  owner: 'logistics',
  license: 'MIT',
  runtime: { type: 'container', version: 'node24' },
};
const path = 'catalog/apps/parcel-board/manifest.yaml';
const subject: VettingSubject = {
  record: { key: { kind: 'App', id: entry.id }, path, manifest: entry, problems: [], mentions: () => false },
  entry,
  tier: 'low',
};
const fileOf = (name: string, text: string): VettedFile => ({
  name,
  bytes: new TextEncoder().encode(text),
  changed: true,
});
const SECRET = ['ghp', '_', 'Zk3vQ9xT2mW8rL5pN7bY4cJ6hD1fG0sAeU2i'].join('');

async function vet(
  files: Readonly<Record<string, string>>,
  changes: { entry?: Partial<App>; manifest?: string; tooLarge?: { name: string; size: number }[] } & Partial<
    Pick<VettingOptions, 'settings' | 'fetcher' | 'parts'>
  > = {},
): Promise<EntryVetting> {
  const changed = { ...entry, ...changes.entry };
  await using vetting = createVetting({
    settings: changes.settings ?? settings,
    advisories: { dir: '/nowhere', demanded: true },
    ...(changes.fetcher === undefined ? {} : { fetcher: changes.fetcher }),
    ...(changes.parts === undefined ? {} : { parts: changes.parts }),
    now: new Date('2026-11-22T00:00:00Z'),
    files: {
      read: async () => ({
        manifest: fileOf('manifest.yaml', changes.manifest ?? 'id: parcel-board\n'),
        files: new Map(Object.entries(files).map(([name, text]) => [name, fileOf(name, text)])),
        filesBefore: new Map(),
        tooLarge: changes.tooLarge ?? [],
      }),
    },
  });
  const [vetted] = await vetting.vet([{ ...subject, entry: changed }]);
  return vetted as EntryVetting;
}
const rulesOf = ({ drafts }: EntryVetting): string[] => drafts.map(({ rule }) => rule);

const sbom = (name: string): string =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: '2026-11-20T00:00:00Z',
      authors: [{ name: 'Acme' }],
      component: { type: 'application', name, version: '1.0.0', 'bom-ref': 'root' },
    },
    components: [
      {
        type: 'library',
        name: 'left-pad',
        version: '1.3.0',
        purl: 'pkg:npm/left-pad@1.3.0',
        'bom-ref': 'left-pad',
        licenses: [{ license: { id: 'AGPL-3.0-only' } }],
      },
    ],
    dependencies: [{ ref: 'root', dependsOn: ['left-pad'] }, { ref: 'left-pad' }],
  });

const filesOfAllKinds = {
  'sbom.cdx.json': sbom('another-app'),
  Dockerfile: 'FROM node:latest\nCMD ["node", "main.js"]\n',
  'src/main.ts': `const token = '${SECRET}';\n`,
  'openapi.yaml': 'openapi: 3.1.0\ninfo: {}\npaths: {}\n',
  'attestations/proof.sigstore.json': '{"no":"bundle"}',
};
const entryOfAllKinds: Partial<App> = {
  sbom: 'sbom.cdx.json',
  apis: { provides: [{ name: 'board', openapi: 'openapi.yaml' }] },
};

describe('when an entry is looked through', () => {
  it('finds what each look is for, in the file that it is in', async () => {
    const vetted = await vet(filesOfAllKinds, { entry: entryOfAllKinds });
    const found = new Set(vetted.drafts.map((draft) => `${draft.rule.split('/')[0]} ${draft.path}`));
    const folder = 'catalog/apps/parcel-board';
    for (const expected of [
      `sbom ${folder}/sbom.cdx.json`,
      `license ${folder}/sbom.cdx.json`,
      `vulnerability ${folder}/sbom.cdx.json`,
      `secret ${folder}/src/main.ts`,
      `container ${folder}/Dockerfile`,
      `contract ${folder}/openapi.yaml`,
      `signature ${folder}/attestations/proof.sigstore.json`,
    ]) {
      expect(found).toContain(expected);
    }
    expect(vetted.drafts.every(({ entity }) => entity?.id === 'parcel-board')).toBe(true);
    expect(vetted.score).toMatchObject({ badge: 'community' });
  });

  it.each([
    [['sbom'], ['sbom']],
    [['contract'], ['contract']],
    [
      ['sbom', 'contract'],
      ['contract', 'sbom'],
    ],
    [['vet'], ['container', 'dependency', 'license', 'secret', 'signature', 'vulnerability']],
  ] as const)('tells only of the parts %o, and gives no score', async (parts, families) => {
    const vetted = await vet(filesOfAllKinds, { entry: entryOfAllKinds, parts });
    expect([...new Set(rulesOf(vetted).map((rule) => rule.split('/')[0]))].sort()).toEqual(families);
    expect(vetted).not.toHaveProperty('score');
  });

  it('tells of what could not be looked at, whichever parts are asked for', async () => {
    const vetted = await vet({}, { tooLarge: [{ name: 'dump.bin', size: 99_999_999 }], parts: ['contract'] });
    expect(rulesOf(vetted)).toEqual(['vetting/too-large']);
  });

  it('says where secrets stand, and shows none', async () => {
    const vetted = await vet({}, { manifest: `id: parcel-board\nx: ${SECRET}\n` });
    expect(vetted.drafts.find(({ rule }) => rule === 'secret/token')).toMatchObject({ path });
    expect(vetted.secrets).toEqual([{ path, offset: 20, endOffset: 20 + SECRET.length }]);
    expect(JSON.stringify(vetted)).not.toContain(SECRET);
  });

  it('can be excused file by file, where a finding is about nothing more exact', async () => {
    const { drafts } = await vet({ Dockerfile: 'FROM node:latest\n' });
    const about = drafts.filter(({ rule }) => rule.startsWith('container/')).map((draft) => draft.about);
    expect(about.length).toBeGreaterThan(0);
    expect(about.every((thing) => thing !== undefined && thing !== '')).toBe(true);
  });

  it('denies files that are too large to be read', async () => {
    const vetted = await vet({}, { tooLarge: [{ name: 'dump.bin', size: 99_999_999 }] });
    expect(vetted.drafts).toContainEqual(
      expect.objectContaining({ rule: 'vetting/too-large', about: 'dump.bin' }),
    );
  });

  it('gives the error of a look that does not come to its end, and goes on with the others', async () => {
    const broken = { ...settings, contract: undefined } as unknown as VettingSettings;
    const vetted = await vet(
      { 'openapi.yaml': 'openapi: 3.1.0\n', Dockerfile: 'FROM node:latest\n' },
      {
        settings: broken,
        entry: {
          apis: { provides: [{ name: 'board', openapi: 'openapi.yaml' }] },
        },
      },
    );
    expect(vetted.drafts.filter(({ rule }) => rule === 'vetting/failed')).toMatchObject([
      { message: expect.stringMatching(/^The contracts that it offers could not be found out: /) },
    ]);
    expect(rulesOf(vetted).some((rule) => rule.startsWith('container/'))).toBe(true);
    expect(vetted.score?.badge).toBe('community');
  });

  it('looks at nothing when there is nothing to look at', async () => {
    const { drafts, score } = await vet({});
    expect(drafts.filter(({ level }) => level === 'deny' || level === 'error')).toEqual([]);
    expect(score?.score).toBeLessThan(50);
  });
});

describe('when the bill of materials lies elsewhere', () => {
  const url = 'https://artifacts.example.com/sbom.json';
  const digest = `sha256:${'a'.repeat(64)}`;
  const fetcherOf = (fetchUrl: SbomFetcher['fetchUrl']): SbomFetcher => ({
    fetchUrl,
    fetchReferrer: async () => undefined,
  });

  it('looks through what was fetched, and shows it at the manifest', async () => {
    const asked: [string, number][] = [];
    const fetcher = fetcherOf(async (...wanted) => {
      asked.push(wanted);
      return Buffer.from(sbom('another-app'));
    });
    const { drafts } = await vet({}, { entry: { sbom: url }, fetcher });
    expect(asked).toEqual([[url, settings.sbom.maxBytes]]);
    expect(drafts).toContainEqual(
      expect.objectContaining({ rule: 'sbom/subject', path, place: { pointer: '/sbom', on: 'value' } }),
    );
    expect(drafts).toContainEqual(expect.objectContaining({ rule: 'license/denied', path }));
  });

  it.each([
    ['gives no verdict', new Error('no route to host'), 'sbom/unreachable'],
    ['gives no verdict', new FetchError('unreachable', 'It takes too long.'), 'sbom/unreachable'],
    ['denies it', new FetchError('not-allowed', 'It is inside.'), 'sbom/address'],
  ])('%s when it cannot be fetched: %s', async (_what, error, rule) => {
    const { drafts, score } = await vet(
      {},
      { entry: { sbom: url }, fetcher: fetcherOf(() => Promise.reject(error)) },
    );
    expect(drafts).toContainEqual(expect.objectContaining({ rule, message: error.message, path }));
    expect(score?.badge).toBe('community');
  });

  it('asks nobody where the document lies beside the manifest, or nobody was given to ask', async () => {
    const fetcher: SbomFetcher = {
      fetchUrl: () => Promise.reject(new Error('asked')),
      fetchReferrer: () => Promise.reject(new Error('asked')),
    };
    const artifact = { ref: `registry.example.com/app@${digest}` };
    const beside = await vet({ 'sbom.cdx.json': sbom('parcel-board') }, { entry: { artifact }, fetcher });
    const offline = await vet({}, { entry: { sbom: url } });
    expect(rulesOf(beside)).not.toContain('sbom/unreachable');
    expect(rulesOf(offline)).toContain('sbom/not-looked-at');
  });
});

describe('when the advisories on an entry are asked for', () => {
  const consult = async (files: Readonly<Record<string, string>>, of: Partial<App>) => {
    await using vetting = createVetting({
      ...{ settings, advisories: { dir: '/nowhere', demanded: true }, now: new Date('2026-11-22T00:00:00Z') },
      files: {
        read: async () => ({
          manifest: fileOf('manifest.yaml', 'id: parcel-board\n'),
          files: new Map(Object.entries(files).map(([name, text]) => [name, fileOf(name, text)])),
          ...{ filesBefore: new Map(), tooLarge: [] },
        }),
      },
    });
    const asked = { ...subject, entry: { ...entry, ...of } };
    const [vetted] = await vetting.vet([asked]);
    return [await vetting.consultAdvisories(asked), vetted?.advisories];
  };

  it('says the same as when it was looked through', async () => {
    const [now, then] = await consult({ 'sbom.cdx.json': sbom('parcel-board') }, { sbom: 'sbom.cdx.json' });
    expect(now).toEqual({ ecosystems: ['npm'], digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(then).toEqual(now);
  });

  it('says nothing where there is no bill of materials', async () => {
    expect(await consult({}, {})).toEqual([undefined, undefined]);
  });
});
