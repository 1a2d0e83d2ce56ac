import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSbomSettings } from './default-settings.ts';
import { readSbom } from './read-sbom.ts';
import type { Sbom } from './sbom.ts';
import type { DocumentProblem, SbomReading } from './sbom-document.ts';
import type { SbomSettings } from './sbom-settings.ts';
import { createSchemaValidators } from './schema-validators.ts';
import { aCyclonedx, anSpdx2, anSpdx3, cyclonedxXml, tagValue } from './testing/documents.ts';

const validators = createSchemaValidators();

function read(document: string | object, changes: Partial<SbomSettings> = {}): Promise<SbomReading> {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return readSbom(Buffer.from(text), { ...defaultSbomSettings, ...changes }, validators);
}

async function readValid(document: string | object): Promise<Sbom> {
  const reading = await read(document);
  if (!reading.ok) throw new Error(reading.problems[0].message);
  return reading.sbom;
}

async function refusal(document: string | object, changes?: Partial<SbomSettings>): Promise<DocumentProblem> {
  const reading = await read(document, changes);
  if (reading.ok) throw new Error('The document was read.');
  return reading.problems[0];
}

describe('when one bill of materials is written in each format', () => {
  it.each([
    ['CycloneDX JSON', aCyclonedx(), 'cyclonedx', '1.6', 'json'],
    ['CycloneDX XML', cyclonedxXml, 'cyclonedx', '1.6', 'xml'],
    ['SPDX 2.3 JSON', anSpdx2(), 'spdx', '2.3', 'json'],
    ['SPDX 2.2 JSON', anSpdx2SinceConcluded(), 'spdx', '2.2', 'json'],
    ['SPDX tag-value', tagValue, 'spdx', '2.3', 'tag-value'],
    ['SPDX 3 JSON-LD', anSpdx3(), 'spdx', '3.0.1', 'json'],
  ])('reads the same from %s', async (_name, document, format, specVersion, encoding) => {
    const sbom = await readValid(document);
    expect(sbom).toMatchObject({ format, specVersion, encoding, timestamp: '2026-11-01T10:00:00Z' });
    expect(sbom.tools).toEqual([expect.stringContaining('builder')]);
    expect(sbom.subject).toMatchObject({ name: 'invoice-scanner', version: '1.4.2' });
    expect(sbom.components).toEqual([
      expect.objectContaining({
        name: '@acme/left-pad',
        version: '1.3.0',
        purl: 'pkg:npm/%40acme/left-pad@1.3.0',
        licenses: ['MIT'],
        hashes: { sha256: 'a'.repeat(64) },
        supplier: 'Acme',
      }),
    ]);
    const [component] = sbom.components;
    expect(sbom.dependencies[sbom.subject?.ref ?? '']).toEqual([component?.ref]);
  });

  it.each([
    ['CycloneDX JSON', aCyclonedx(), { pointer: '/components/0', on: 'value' }],
    ['SPDX JSON', anSpdx2(), { pointer: '/packages/1', on: 'value' }],
    ['SPDX 3', anSpdx3(), { pointer: '/@graph/5', on: 'value' }],
  ])('places a component of %s by its pointer', async (_name, document, place) => {
    expect((await readValid(document)).components[0]?.place).toEqual(place);
  });

  it.each([
    ['CycloneDX XML', cyclonedxXml, '<component type="library"'],
    ['SPDX tag-value', tagValue, 'PackageName: @acme/left-pad'],
  ])('places a component of %s by its offsets', async (_name, text, start) => {
    const place = (await readValid(text)).components[0]?.place;
    expect(place).toMatchObject({ offset: text.indexOf(start) });
  });
});

describe('when a CycloneDX document in XML is extended', () => {
  it('reads nothing from the elements of another namespace', async () => {
    const text = cyclonedxXml
      .replace('<bom ', '<bom xmlns:x="urn:x" ')
      .replace('<id>MIT</id>', '<id>AGPL-3.0-only</id><x:id>MIT</x:id>')
      .replace('</purl>', '</purl><x:purl>pkg:npm/other@9.0.0</x:purl>');
    expect((await readValid(text)).components).toMatchObject([
      { purl: 'pkg:npm/%40acme/left-pad@1.3.0', licenses: ['AGPL-3.0-only'] },
    ]);
  });
});

describe('when a CycloneDX document is of another version', () => {
  it.each(['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'])('reads %s as JSON and as XML', async (version) => {
    const json = { bomFormat: 'CycloneDX', specVersion: version, version: 1, components: [] };
    const xml = `<bom xmlns="http://cyclonedx.org/schema/bom/${version}" version="1"><components/></bom>`;
    expect(await readValid(json)).toMatchObject({ specVersion: version, encoding: 'json' });
    expect(await readValid(xml)).toMatchObject({ specVersion: version, encoding: 'xml' });
  });
});

describe('when a CycloneDX document nests components', () => {
  it('lists them all, in the order of the document', async () => {
    const inner = { type: 'library', name: 'inner', 'bom-ref': 'inner' };
    const outer = { type: 'library', name: 'outer', 'bom-ref': 'outer', components: [inner] };
    const { components } = await readValid(aCyclonedx({ components: [outer], dependencies: [] }));
    expect(components.map(({ name, place }) => [name, place])).toEqual([
      ['outer', { pointer: '/components/0', on: 'value' }],
      ['inner', { pointer: '/components/0/components/0', on: 'value' }],
    ]);
  });
});

describe('when a document breaks its schema', () => {
  it('tells each violation with its place, up to the number asked for', async () => {
    const broken = {
      type: 'librarie',
      name: 'x',
      licenses: [{ license: { id: 'Apache-2' } }],
      colour: 'red',
    };
    const reading = await read(aCyclonedx({ components: [broken, broken] }), { violationsShown: 3 });
    expect(reading.ok ? [] : reading.problems.map(({ rule, place }) => [rule, place])).toEqual([
      ['sbom/schema', { pointer: '/components/0/colour', on: 'key' }],
      ['sbom/schema', { pointer: '/components/0/type', on: 'value' }],
      ['sbom/schema', { pointer: '/components/0/licenses/0/license/id', on: 'value' }],
    ]);
  });

  it('says which licence was likely meant, and nothing of the other ways to write one', async () => {
    const components = [{ type: 'library', name: 'x', licenses: [{ license: { id: 'Apache-2' } }] }];
    const reading = await read(aCyclonedx({ components }));
    expect(reading.ok ? [] : reading.problems.map(({ help }) => help)).toEqual(['Did you mean Apache-2.0?']);
  });

  it.each([
    ['CycloneDX XML', cyclonedxXml.replace('type="library"', 'type="librarie"'), 'librarie'],
    ['SPDX JSON', anSpdx2({ dataLicense: undefined }), 'lacks dataLicense'],
    ['SPDX tag-value', tagValue.replace('DataLicense: CC0-1.0\n', ''), 'lacks dataLicense'],
    ['SPDX 3', { ...anSpdx3(), colour: 'red' }, 'colour'],
    [
      'a list with the same value twice',
      aCyclonedx({ dependencies: [{ ref: 'app', dependsOn: ['a', 'a'] }] }),
      'twice',
    ],
  ])('refuses %s', async (_name, document, words) => {
    const problem = await refusal(document);
    expect(problem.rule).toBe('sbom/schema');
    expect(problem.message).toContain(words);
  });

  it('takes two objects for the same whatever the order of their keys', async () => {
    const components = [
      { type: 'library', name: 'x' },
      { name: 'x', type: 'library' },
    ];
    expect((await refusal(aCyclonedx({ components, dependencies: [] }))).message).toContain('twice');
  });
});

describe('when a document is of no format that is known', () => {
  it.each([
    ['an empty file', '', 'sbom/unknown-format'],
    ['prose', 'Ingredients: flour, water.', 'sbom/unknown-format'],
    ['other JSON', '{"name": "x"}', 'sbom/unknown-format'],
    ['other XML', '<project xmlns="http://maven.apache.org/POM/4.0.0"/>', 'sbom/unknown-format'],
    ['a version to come', aCyclonedx({ specVersion: '9.9' }), 'sbom/unknown-format'],
    ['a version named after a method', aCyclonedx({ specVersion: 'constructor' }), 'sbom/unknown-format'],
    ['SPDX of an unknown version', anSpdx2({ spdxVersion: 'SPDX-__proto__' }), 'sbom/unknown-format'],
    ['a list', '[]', 'sbom/unknown-format'],
    ['broken JSON', '{"bomFormat": "CycloneDX",', 'sbom/unreadable'],
    ['broken XML', '<bom xmlns="http://cyclonedx.org/schema/bom/1.6">', 'sbom/unreadable'],
    ['broken tag-value', 'SPDXVersion: SPDX-2.3\nno tag here', 'sbom/unreadable'],
    ['a tag that is none', 'SPDXVersion: SPDX-2.3\nConstructor: x', 'sbom/unreadable'],
    ['text without an end', 'SPDXVersion: SPDX-2.3\nDocumentComment: <text>for ever', 'sbom/unreadable'],
    ['a field of nothing', 'SPDXVersion: SPDX-2.3\nPackageVersion: 1', 'sbom/unreadable'],
    ['a NUL', '{"a": "\0"}', 'sbom/unreadable'],
  ])('refuses %s', async (_name, document, rule) => {
    expect((await refusal(document)).rule).toBe(rule);
  });

  it('refuses bytes that are no UTF-8', async () => {
    const reading = await readSbom(new Uint8Array([0x7b, 0xff, 0x7d]), defaultSbomSettings, validators);
    expect(reading).toMatchObject({ ok: false, problems: [{ rule: 'sbom/unreadable' }] });
  });
});

describe('when a document is hostile', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE bom [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><bom xmlns="http://cyclonedx.org/schema/bom/1.6">&b;</bom>`;
  const outside = `<!DOCTYPE bom [<!ENTITY a SYSTEM "file:///etc/passwd">]><bom xmlns="http://cyclonedx.org/schema/bom/1.6">&a;</bom>`;
  const deepJson = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
  const deepXml = '<bom xmlns="http://cyclonedx.org/schema/bom/1.6">'.repeat(50_000);

  it.each([
    ['entities that grow', bomb, 'sbom/unreadable'],
    ['entities from outside', outside, 'sbom/unreadable'],
    ['deep JSON', deepJson, 'sbom/too-large'],
    ['deep lists', '{"a":'.concat('['.repeat(100_000)), 'sbom/too-large'],
    ['deep XML', deepXml, 'sbom/too-large'],
    [
      'a key that stands twice',
      '{"bomFormat": "CycloneDX", "components": [], "components": [1]}',
      'sbom/unreadable',
    ],
    ['a key that stands twice in disguise', '{"a": 1, "\\u0061": 2}', 'sbom/unreadable'],
  ])('refuses %s', async (_name, document, rule) => {
    expect((await refusal(document)).rule).toBe(rule);
  });

  it('refuses what is over the size before it decodes anything', async () => {
    const reading = await readSbom(
      new Uint8Array(1025),
      { ...defaultSbomSettings, maxBytes: 1024 },
      validators,
    );
    expect(reading).toMatchObject({ ok: false, problems: [{ rule: 'sbom/too-large' }] });
  });

  it('refuses more components than are allowed', async () => {
    const components = [1, 2, 3].map((n) => ({ type: 'library', name: `part-${n}` }));
    const problem = await refusal(aCyclonedx({ components, dependencies: [] }), { maxComponents: 2 });
    expect(problem).toMatchObject({ rule: 'sbom/too-large' });
  });

  it('refuses more components in XML than are allowed before it asks the schema', async () => {
    const text = `<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>${'<component/>'.repeat(3)}</components></bom>`;
    expect((await refusal(text, { maxComponents: 2 })).rule).toBe('sbom/too-large');
    const prefixed = text.replaceAll(/<(\/?)/g, '<$1c:').replace('xmlns', 'xmlns:c');
    expect((await refusal(prefixed, { maxComponents: 2 })).rule).toBe('sbom/too-large');
    expect((await refusal(text, { maxComponents: 3 })).rule).toBe('sbom/schema');
  });

  it('keeps names that objects inherit as plain names', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const components = names.map((name) => ({ type: 'library', name, 'bom-ref': name }));
    const dependencies = names.map((ref) => ({ ref, dependsOn: ['__proto__'] }));
    const sbom = await readValid(aCyclonedx({ components, dependencies }));
    expect(Object.keys(sbom.dependencies).sort()).toEqual([...names].sort());
    expect(Object.getPrototypeOf(sbom.dependencies)).toBe(Object.prototype);
    expect(structuredClone(sbom)).toEqual(sbom);
  });

  it('never throws, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await readSbom(bytes, defaultSbomSettings, validators);
      }),
    );
  });

  it.each([
    ['JSON', JSON.stringify(aCyclonedx())],
    ['XML', cyclonedxXml],
    ['tag-value', tagValue],
  ])('never throws on %s that was cut and damaged', async (_name, text) => {
    const place = fc.nat({ max: text.length });
    await fc.assert(
      fc.asyncProperty(place, fc.string({ maxLength: 5 }), place, async (at, noise, end) => {
        await read(text.slice(0, at) + noise + text.slice(Math.max(at, end)));
      }),
      { numRuns: 200 },
    );
  });
});

/** Version 2.2 asks for the licence that was concluded, and for the text of the copyright. */
function anSpdx2SinceConcluded(): object {
  const document = anSpdx2({ spdxVersion: 'SPDX-2.2' });
  const packages = document['packages'];
  if (!Array.isArray(packages)) throw new Error('The document has packages.');
  const asked = {
    licenseConcluded: 'NOASSERTION',
    licenseDeclared: 'NOASSERTION',
    copyrightText: 'NOASSERTION',
  };
  return { ...document, packages: packages.map((item) => ({ ...asked, ...item })) };
}
