import { describe, expect, it } from 'vitest';
import type { Catalog } from '../catalog/catalog.ts';
import { assembleChanges } from '../change/assemble-changes.ts';
import type { Change } from '../change/change.ts';
import { formatKey, type Manifest } from '../manifest/manifest.ts';
import { catalogOf, placed } from '../testing/catalogs.ts';
import {
  aConnector,
  aMarketplace,
  anApp,
  anInstallation,
  aPriceBook,
  aScopeCatalog,
  aTeam,
  aWaiver,
} from '../testing/manifests.ts';
import { affectedRecords, waivedKey, waivedRecords } from './affected-subjects.ts';

function changesOf(base: Catalog, head: Catalog): Change[] {
  const paths = [...base.records, ...head.records].map(({ path }) => path);
  return assembleChanges(base, head, paths).filter(
    ({ type, before, after }) =>
      type !== 'modified' || JSON.stringify(before?.manifest) !== JSON.stringify(after?.manifest),
  );
}

const affected = (before: readonly Manifest[], after: readonly Manifest[]): string[] => {
  const [base, head] = [catalogOf(before), catalogOf(after)];
  return affectedRecords(changesOf(base, head), head).map(({ key }) => formatKey(key));
};

const team = aTeam();
const app = anApp();
const installation = anInstallation();
const all = ['Team/finance', 'App/invoice-scanner', 'Installation/invoices-prod'];

describe('when a change affects what it leaves alone', () => {
  it.each<[name: string, before: Manifest[], after: Manifest[], affected: string[]]>([
    ['nothing changes', [team, app], [team, app], []],
    [
      'a team changes',
      [team, app, installation],
      [aTeam({ status: 'disbanded' }), app, installation],
      ['App/invoice-scanner', 'Installation/invoices-prod'],
    ],
    ['a team goes', [team, app], [app], ['App/invoice-scanner']],
    [
      'an entry changes',
      [team, app, installation],
      [team, anApp({ version: '2.0.0' }), installation],
      ['Installation/invoices-prod'],
    ],
    ['an entry comes', [installation], [app, installation], []],
    [
      'a team gives up its cost center',
      [
        aTeam({ id: 'holding', costCenter: 'CC-1' }),
        team,
        anApp({ costCenter: 'CC-1' }),
        aConnector({ costCenter: 'CC-2' }),
      ],
      [aTeam({ id: 'holding' }), team, anApp({ costCenter: 'CC-1' }), aConnector({ costCenter: 'CC-2' })],
      ['App/invoice-scanner'],
    ],
    [
      'the provider of an API goes',
      [aConnector(), anApp({ apis: { consumes: ['crm-sync'] } }), anApp({ id: 'other' })],
      [anApp({ apis: { consumes: ['crm-sync'] } }), anApp({ id: 'other' })],
      ['App/invoice-scanner'],
    ],
    [
      'the provider of an API that is named in the long form goes',
      [aConnector(), anApp({ apis: { consumes: [{ name: 'crm-sync' }] } })],
      [anApp({ apis: { consumes: [{ name: 'crm-sync' }] } })],
      ['App/invoice-scanner'],
    ],
    [
      'a team is called like a consumed API',
      [aTeam({ id: 'crm-sync' }), anApp({ apis: { consumes: ['crm-sync'] } })],
      [anApp({ apis: { consumes: ['crm-sync'] } })],
      [],
    ],
    [
      'the marketplace changes',
      [aMarketplace(), team, app, installation],
      [aMarketplace({ tags: [] }), team, app, installation],
      ['Marketplace/acme', ...all],
    ],
    [
      'the marketplace comes',
      [team, app],
      [aMarketplace(), team, app],
      ['Marketplace/acme', ...all.slice(0, 2)],
    ],
    ['the scopes go', [aScopeCatalog(), team, app], [team, app], all.slice(0, 2)],
    [
      'the price book changes',
      [aPriceBook(), team],
      [aPriceBook({ currency: 'CHF' }), team],
      ['PriceBook/prices', 'Team/finance'],
    ],
  ])('returns the records that may be in the wrong now: %s', (_name, before, after, expected) => {
    expect(affected(before, after)).toEqual(expected);
  });

  it('returns nothing for a mere move, and each record once', () => {
    const [base, head] = [catalogOf([team, app]), catalogOf([placed(team, 'catalog/teams/x.yaml'), app])];
    expect(changesOf(base, head).map(({ type }) => type)).toEqual(['moved']);
    expect(affectedRecords(changesOf(base, head), head)).toEqual([]);
    const twice = [team, aTeam({ id: 'ops' }), anApp({ backupOwner: 'ops' })];
    expect(affected(twice, twice.slice(2))).toEqual(['App/invoice-scanner']);
  });
});

describe('when a change touches waivers', () => {
  const forTeam = aWaiver({ id: 'w', entity: { kind: 'Team', id: 'finance' } });

  it.each<[name: string, before: Manifest[], after: Manifest[], waived: string[]]>([
    ['a waiver comes', [app], [app, aWaiver()], ['App/invoice-scanner']],
    ['a waiver goes', [app, aWaiver()], [app], ['App/invoice-scanner']],
    [
      'a waiver turns to another entity',
      [app, team, { ...forTeam, entity: 'App/invoice-scanner' }],
      [app, team, forTeam],
      ['App/invoice-scanner', 'Team/finance'],
    ],
    ['the waived entity is not there', [], [aWaiver()], []],
    ['something else changes', [app], [anApp({ version: '2.0.0' })], []],
  ])('returns what has to be judged again: %s', (_name, before, after, waived) => {
    const [base, head] = [catalogOf(before), catalogOf(after)];
    const records = waivedRecords(changesOf(base, head), head);
    expect(records.map(({ key }) => formatKey(key))).toEqual(waived);
  });

  it.each([
    ['App/scanner', { kind: 'App', id: 'scanner' }],
    ['App', { kind: 'App', id: '' }],
    [
      { kind: 'Team', id: 'ops' },
      { kind: 'Team', id: 'ops' },
    ],
  ])('reads the key of the waived entity: %j', (entity, key) => {
    expect(waivedKey(aWaiver({ entity: entity as never }))).toEqual(key);
  });
});
