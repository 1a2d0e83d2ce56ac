import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { App, Manifest } from '../manifest/manifest.ts';
import { readYaml } from '../manifest/read-yaml.ts';
import { modeline, renderManifest } from './render-manifest.ts';

const app: App = {
  apiVersion: 'souk/v1',
  kind: 'App',
  id: 'a',
  version: '1.0.0',
  name: 'An app',
  summary: 'Does a thing.',
  owner: 'o',
  runtime: { type: 'wasm' },
};

const awkward = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme', minLength: 80, maxLength: 260 }),
  fc
    .array(
      fc.constantFrom(
        'word',
        ' ',
        '  ',
        '\n',
        '\n\n',
        ': ',
        '# ',
        '- ',
        'yes',
        '1.20',
        '\t',
        '|',
        '>',
        "'",
        '"',
        'longer words that go on',
        '\u2028',
        '\u0085',
        '---',
        '...',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
);

describe('when a manifest is written and read again', () => {
  it('is the same, whatever its texts', () => {
    fc.assert(
      fc.property(
        awkward,
        awkward,
        fc.dictionary(awkward, fc.oneof(awkward, fc.boolean(), fc.integer())),
        (name, description, annotations) => {
          const manifest = {
            ...app,
            name,
            description,
            annotations,
            links: [{ title: description, url: name }],
          } as Manifest;
          const text = renderManifest(manifest, 'catalog/apps/a/manifest.yaml');
          expect(readYaml(text)).toEqual({ ok: true, value: manifest });
          expect(parse(text)).toEqual(manifest);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('keeps amounts, versions and words of YAML 1.1 as texts', () => {
    const manifest = {
      ...app,
      runtime: { type: 'wasm', version: '1.20' },
      billing: { metrics: [{ name: 'calls', unit: 'on', price: '0.020' }] },
      annotations: { time: '12:30', yes: 'no', octal: '010', day: '2026-01-02' },
    } as Manifest;
    const text = renderManifest(manifest, 'catalog/apps/a/manifest.yaml');
    expect(parse(text, { version: '1.1' })).toEqual(manifest);
  });
});

describe('when a manifest is written', () => {
  it('begins with the line that names the schema and follows the order of the schema', () => {
    const { id, kind, ...rest } = app;
    const text = renderManifest(
      { ...rest, kind, id, description: 'x'.repeat(30) + ' words'.repeat(30) } as App,
      'catalog/apps/a/manifest.yaml',
    );
    expect(text.split('\n').slice(0, 4)).toEqual([
      '# yaml-language-server: $schema=../../../schemas/manifest/app.schema.json',
      'apiVersion: souk/v1',
      'kind: App',
      'id: a',
    ]);
    expect(text).toContain('description: >-\n');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
  });

  it.each([
    ['PriceBook', 'catalog/prices.yaml', '../schemas/manifest/price-book.schema.json'],
    ['ScopeCatalog', 'scopes.yaml', './schemas/manifest/scope-catalog.schema.json'],
    ['Connector', 'connectors/x/manifest.yaml', '../../schemas/manifest/connector.schema.json'],
  ] as const)('finds the schema of a %s from %s', (kind, path, schema) => {
    expect(modeline(kind, path)).toBe(`# yaml-language-server: $schema=${schema}`);
  });
});
