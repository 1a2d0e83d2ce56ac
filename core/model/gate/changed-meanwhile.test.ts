import { describe, expect, it } from 'vitest';
import type { Catalog } from '../catalog/catalog.ts';
import { catalogOf, contextOf, placed } from '../testing/catalogs.ts';
import { anApp, aTeam } from '../testing/manifests.ts';
import { changedMeanwhile } from './changed-meanwhile.ts';

const file = 'catalog/apps/invoice-scanner/runbook.md';
const other = anApp({ id: 'other' });
const start = catalogOf([anApp(), other, aTeam()], [file]);
const ours = catalogOf([anApp({ summary: 'Reads invoices of suppliers.' }), other, aTeam()], [file]);

function meanwhile(mine: Catalog, theirs: Catalog, changedPaths: readonly string[] = []): string[] {
  const { changes } = contextOf(start, theirs, { changedPaths });
  return changedMeanwhile(contextOf(start, mine).changes, changes).map(({ kind, id }) => `${kind}/${id}`);
}

describe('when the base moved on', () => {
  const scanner = ['App/invoice-scanner'];
  it.each<[name: string, theirs: Catalog, changedPaths: string[], expected: string[]]>([
    ['nowhere', start, [], []],
    ['in another entity', catalogOf([anApp(), anApp({ id: 'other', owner: 'sales' }), aTeam()]), [], []],
    ['in the same entity', catalogOf([anApp({ version: '1.4.3' }), other, aTeam()]), [], scanner],
    ['in its owner', catalogOf([anApp({ owner: 'sales' }), other, aTeam()]), [], scanner],
    ['in an attachment of it', start, [file], scanner],
    [
      'in its place',
      catalogOf([placed(anApp(), 'catalog/apps/x/manifest.yaml'), other, aTeam()]),
      [],
      scanner,
    ],
    ['by taking it away', catalogOf([other, aTeam()]), [], scanner],
  ])('returns what both changed: %s', (_name, theirs, changedPaths, expected) => {
    expect(meanwhile(ours, theirs, changedPaths)).toEqual(expected);
  });

  it('returns an entity that both added', () => {
    const mine = catalogOf([anApp(), other, aTeam(), anApp({ id: 'added' })]);
    const theirs = catalogOf([anApp(), other, aTeam(), anApp({ id: 'added', owner: 'sales' })]);
    expect(meanwhile(mine, theirs)).toEqual(['App/added']);
  });
});
