import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Catalog, type CatalogRecord } from '../catalog/catalog.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { anInstallation, aTeam, homeOf } from '../testing/manifests.ts';
import { type CatalogRelations, indexRelations, searchRelations } from './catalog-relations.ts';

const words = ['a', 'b', 'ab', 'constructor', '__proto__'];
const word = fc.constantFrom(...words);

/** A record as it is read from a file: its text tells what it mentions; one in five is not legible. */
function recordOf(manifest: Manifest, legible: boolean): CatalogRecord {
  const text = JSON.stringify(manifest);
  return {
    key: { kind: manifest.kind, id: manifest.id },
    path: homeOf(manifest),
    manifest: legible ? manifest : undefined,
    problems: [],
    mentions: (id) => text.includes(id),
  };
}

const installation = fc
  .record({ app: word, team: word, id: fc.uuid() })
  .map((fields): Manifest => anInstallation(fields));
const team = fc
  .record({ id: fc.uuid(), costCenter: fc.option(word, { nil: undefined }) })
  .map(({ id, costCenter }): Manifest => aTeam({ id, ...(costCenter === undefined ? {} : { costCenter }) }));
const records = fc.array(
  fc
    .tuple(fc.oneof(installation, team), fc.integer({ min: 0, max: 4 }))
    .map(([manifest, dice]) => recordOf(manifest, dice > 0)),
  { maxLength: 30 },
);

const answers = (relations: CatalogRelations): unknown =>
  words.map((name) => ({
    ofApp: relations.installationsOfApp(name),
    ofTeam: relations.installationsOfTeam(name),
    ofCostCenter: relations.teamsOfCostCenter(name),
  }));

describe('when relations are looked up', () => {
  it('returns by searching what it returns by an index', () => {
    fc.assert(
      fc.property(records, (list) => {
        const catalog = new Catalog(list, new Set());
        expect(answers(searchRelations(catalog))).toEqual(answers(indexRelations(catalog)));
      }),
    );
  });

  it('returns what is installed and who pays, whoever is mentioned elsewhere', () => {
    const list = [
      anInstallation({ id: 'one', app: 'scanner', team: 'finance' }),
      anInstallation({ id: 'two', app: 'finance', team: 'ops' }),
      aTeam({ id: 'finance', costCenter: 'CC-1' }),
      aTeam({ id: 'ops', description: 'Pays by CC-1 no more.' }),
    ].map((manifest) => recordOf(manifest, true));
    const relations = searchRelations(new Catalog(list, new Set()));
    expect(relations.installationsOfApp('scanner').map(({ id }) => id)).toEqual(['one']);
    expect(relations.installationsOfTeam('finance').map(({ id }) => id)).toEqual(['one']);
    expect(relations.teamsOfCostCenter('CC-1').map(({ id }) => id)).toEqual(['finance']);
    expect(relations.teamsOfCostCenter('CC-2')).toEqual([]);
  });
});
