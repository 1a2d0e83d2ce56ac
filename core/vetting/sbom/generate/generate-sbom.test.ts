import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSbomSettings } from '../default-settings.ts';
import { judgeSbom } from '../judge-sbom.ts';
import { readSbom } from '../read-sbom.ts';
import type { Sbom } from '../sbom.ts';
import { createSchemaValidators } from '../schema-validators.ts';
import { generateSbom } from './generate-sbom.ts';
import type { Part, PartList } from './part-list.ts';

const validators = createSchemaValidators();
const options = { timestamp: new Date('2026-11-01T10:00:00Z'), tool: { name: 'souk', version: '0.1.0' } };
const subject = { name: 'invoice-scanner', version: '1.4.2' };

function aPart(name: string, changes: Partial<Part> = {}): Part {
  return {
    purl: `pkg:npm/${name}@1.0.0`,
    type: 'library',
    name,
    version: '1.0.0',
    license: 'MIT',
    hashes: { 'SHA-512': 'a'.repeat(128) },
    optional: false,
    dependsOn: [],
    ...changes,
  };
}

function aList(parts: readonly Part[]): PartList {
  return { parts, direct: parts.map(({ purl }) => purl), notes: [] };
}

async function readBack(text: string): Promise<Sbom> {
  const reading = await readSbom(Buffer.from(text), defaultSbomSettings, validators);
  if (!reading.ok) throw new Error(reading.problems[0].message);
  return reading.sbom;
}

describe('when a document is generated', () => {
  it('is valid, and has every minimum element but the supplier', async () => {
    const sbom = await readBack(generateSbom(subject, aList([aPart('a'), aPart('b')]), options));
    const { findings, facts } = judgeSbom(sbom, undefined, defaultSbomSettings, options.timestamp);
    expect(findings).toEqual([]);
    expect(facts.score).toBe(95);
    expect(sbom.subject).toMatchObject(subject);
    expect(Object.values(sbom.dependencies)).toContainEqual(['pkg:npm/a@1.0.0', 'pkg:npm/b@1.0.0']);
  });

  it('gives the same bytes whatever the order of the parts', () => {
    const parts = ['a', 'b', 'c', 'd'].map((name) => aPart(name, { dependsOn: ['pkg:npm/a@1.0.0'] }));
    const first = generateSbom(subject, aList(parts), options);
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: parts.length }), (shuffled) => {
        expect(generateSbom(subject, aList(shuffled), options)).toBe(first);
      }),
    );
  });

  it('gives another serial number to other content', () => {
    const serial = (parts: readonly Part[]): string | undefined =>
      /urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/.exec(
        generateSbom(subject, aList(parts), options),
      )?.[0];
    expect(serial([aPart('a')])).toBeDefined();
    expect(serial([aPart('a')])).not.toBe(serial([aPart('b')]));
  });

  it.each([
    ['an id', 'Apache-2.0'],
    ['an expression', '(MIT OR Apache-2.0)'],
    ['words', 'SEE LICENSE IN LICENSE.md'],
  ])('keeps a licence that is %s', async (_name, license) => {
    const sbom = await readBack(generateSbom(subject, aList([aPart('a', { license })]), options));
    expect(sbom.components[0]?.licenses).toEqual([license]);
  });

  it('names the artifact and the supplier where they are known', async () => {
    const sbom = await readBack(
      generateSbom({ ...subject, sha256: 'b'.repeat(64), supplier: 'Acme' }, aList([]), options),
    );
    expect(sbom.subject).toMatchObject({ hashes: { sha256: 'b'.repeat(64) }, supplier: 'Acme' });
  });
});
