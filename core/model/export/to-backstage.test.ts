import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { importBackstage } from '../import/from-backstage.ts';
import type { App, Connector, Entry, Team } from '../manifest/manifest.ts';
import { checkManifest } from '../manifest/parse-manifest.ts';
import { backstageName, isAnnotationKey } from './backstage-entity.ts';
import { exportBackstage } from './to-backstage.ts';

const id = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}$/);
const word = fc
  .stringMatching(/^[A-Za-zäöß][A-Za-z0-9äöß ,.:'-]{10,40}[a-z]$/)
  .filter((text) => !text.includes('  '));
const tag = fc.stringMatching(/^[a-z0-9][a-z0-9.+#]{0,6}([-_][a-z0-9.+#]{1,5}){0,2}$/);
const stage = fc.constantFrom(
  'proposed',
  'vetted',
  'published',
  'maintenance-required',
  'deprecated',
  'retired',
);
const runtime = fc.constantFrom(
  'wasm',
  'container',
  'function',
  'web-component',
  'iframe',
  'terraform',
  'low-code',
);

const entries = fc.uniqueArray(
  fc.record({
    apiVersion: fc.constant('souk/v1'),
    kind: fc.constantFrom('App', 'Connector'),
    id,
    version: fc.constantFrom('0.1.0', '2.3.4-rc.1'),
    name: word,
    summary: word,
    owner: id,
    tags: fc.uniqueArray(tag, { maxLength: 4 }),
    domain: id,
    lifecycle: fc.record({ stage }),
    runtime: fc.record({ type: runtime }),
    apis: fc.record({
      provides: fc.uniqueArray(word, { maxLength: 2 }),
      consumes: fc.uniqueArray(id, { maxLength: 2 }),
    }),
  }),
  { selector: (entry) => entry.id, minLength: 1, maxLength: 5 },
) as fc.Arbitrary<Entry[]>;

const NAME = /^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$/;

function asFile(manifests: readonly (App | Connector | Team)[]): { path: string; text: string } {
  return {
    path: 'catalog.yaml',
    text: exportBackstage(manifests)
      .entities.map((entity) => stringify(entity))
      .join('---\n'),
  };
}

function project({
  kind,
  id: name,
  name: title,
  version,
  owner,
  tags,
  lifecycle,
  runtime: { type },
  domain,
  summary,
}: Entry): unknown {
  return {
    kind,
    id: name,
    name: title,
    version,
    owner,
    tags: tags?.toSorted() ?? [],
    stage: lifecycle?.stage,
    type,
    domain,
    summary,
  };
}

describe('when a catalog goes to Backstage and back', () => {
  it('keeps ids, names, versions, owners, tags, lifecycle, runtime and domain', () => {
    fc.assert(
      fc.property(entries, (catalog) => {
        const result = importBackstage([asFile(catalog)]);
        const back = result.manifests
          .map(({ manifest }) => manifest)
          .filter((manifest) => manifest.kind === 'App' || manifest.kind === 'Connector');
        expect(result.failures).toEqual([]);
        for (const manifest of back) expect(checkManifest(manifest).problems).toEqual([]);
        expect(back.map(project).toSorted(byText)).toEqual(
          catalog.map((entry) => project({ ...entry, tags: entry.tags ?? [] } as Entry)).toSorted(byText),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('keeps teams with their people', () => {
    const team: Team = {
      apiVersion: 'souk/v1',
      kind: 'Team',
      id: 'finance-platform',
      name: 'Finance Platform',
      description: 'Runs the ledger.',
      parent: 'finance',
      contact: { email: 'finance@example.com' },
      members: [
        'ana-ruiz',
        { name: 'Tom Baker', email: 'tom@example.com' },
        { github: 'li', name: 'Li Wei' },
      ],
    };
    const parent: Team = {
      apiVersion: 'souk/v1',
      kind: 'Team',
      id: 'finance',
      name: 'Finance',
      members: ['ana-ruiz'],
    };
    const result = importBackstage([asFile([team, parent])]);
    expect(result.manifests.map(({ manifest }) => manifest)).toEqual([parent, team]);
    expect(result.notes).toEqual([]);
  });
});

describe('when entities are written', () => {
  it('follows the naming rules of Backstage', () => {
    fc.assert(
      fc.property(entries, (catalog) => {
        for (const { metadata } of exportBackstage(catalog).entities) {
          expect(metadata.name).toMatch(NAME);
          expect(metadata.name.length).toBeLessThanOrEqual(63);
          for (const name of metadata.tags ?? []) expect(name).toMatch(/^[a-z0-9:+#]+(-[a-z0-9:+#]+)*$/);
          for (const key of Object.keys(metadata.annotations ?? {})) expect(isAnnotationKey(key)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('makes a legal name of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 90 }), (text) => {
        expect(backstageName(text)).toMatch(NAME);
        expect(backstageName(text).length).toBeLessThanOrEqual(63);
      }),
    );
  });

  it('leaves out annotations whose keys Backstage refuses, and lists the kinds it skips', () => {
    const app = {
      apiVersion: 'souk/v1',
      kind: 'App',
      id: 'a1',
      version: '1.0.0',
      name: 'An app',
      summary: 'Does a thing.',
      owner: 'o',
      runtime: { type: 'wasm' },
      annotations: { 'import/a/b/c': 'x', 'example.com/team': 'gold' },
    } as App;
    const book = {
      apiVersion: 'souk/v1',
      kind: 'PriceBook',
      id: 'prices',
      currency: 'EUR',
      units: [{ name: 'call' }],
    } as never;
    const result = exportBackstage([book, app]);
    expect(Object.keys(result.entities[0]?.metadata.annotations ?? {})).toEqual([
      'example.com/team',
      'souk.dev/kind',
      'souk.dev/version',
      'souk.dev/stage',
      'souk.dev/runtime',
    ]);
    expect(result.skipped).toEqual([{ kind: 'PriceBook', id: 'prices' }]);
  });

  it('puts the OpenAPI document into the API, and takes it out as an attachment again', () => {
    const app = {
      apiVersion: 'souk/v1',
      kind: 'App',
      id: 'a1',
      version: '1.0.0',
      name: 'An app',
      summary: 'Does a thing.',
      owner: 'o',
      runtime: { type: 'wasm' },
      apis: { provides: [{ name: 'Orders API', openapi: 'openapi.yaml' }] },
    } as App;
    const { entities } = exportBackstage([app], () => 'openapi: 3.1.0\n');
    const back = importBackstage([
      { path: 'f', text: entities.map((entity) => stringify(entity)).join('---\n') },
    ]).manifests[0];
    expect(back?.attachments).toEqual([{ path: 'orders-api.openapi.yaml', text: 'openapi: 3.1.0' }]);
    expect(back?.manifest).toMatchObject({
      apis: { provides: [{ name: 'Orders API', openapi: 'orders-api.openapi.yaml' }] },
    });
  });
});

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
