import { describe, expect, it } from 'vitest';
import { catalogOf, placed } from '../testing/catalogs.ts';
import { aMarketplace } from '../testing/manifests.ts';
import { marketplaceOf } from './marketplace-of.ts';

describe('when several files hold the settings of a marketplace', () => {
  it.each<[name: string, paths: string[], expected: string | undefined]>([
    ['in its place', ['catalog/marketplace.yaml'], 'catalog/marketplace.yaml'],
    ['one that sorts before', ['catalog/a.yaml', 'catalog/marketplace.yaml'], 'catalog/marketplace.yaml'],
    ['none in its place', ['catalog/z.yaml', 'catalog/b.yaml'], 'catalog/b.yaml'],
    ['none', [], undefined],
  ])('takes those in their place: %s', (_name, paths, expected) => {
    const catalog = catalogOf(
      paths.map((path, i) => placed(aMarketplace({ id: `m${i}`, name: path }), path)),
    );
    expect(marketplaceOf(catalog)?.name).toBe(expected);
  });
});
