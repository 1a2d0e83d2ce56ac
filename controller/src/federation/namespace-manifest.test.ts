import { referencesOf } from '@souk/model/catalog/references.ts';
import { isId } from '@souk/model/manifest/identity.ts';
import type { Manifest } from '@souk/model/manifest/manifest.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anApp, aTeam } from '../testing/catalog-snapshot.ts';
import { namespacedId, namespaceManifest, namespaceOf } from './namespace-manifest.ts';

const collection: Manifest = {
  apiVersion: 'souk/v1',
  kind: 'Collection',
  id: 'starters',
  name: 'Starters',
  summary: 'What to begin with.',
  owner: 'sales-tools',
  entries: ['crm', 'erp'],
};

describe('when a manifest is moved into a namespace', () => {
  it.each<[string, Manifest]>([
    ['an app', anApp({ id: 'crm', backupOwner: 'crm', apis: { consumes: [{ name: 'x', app: 'erp' }] } })],
    ['an app that replaces itself', anApp({ id: 'crm', owner: 'crm' })],
    ['a team that is its own parent', aTeam({ id: 'sales', parent: 'sales' })],
    ['a collection', collection],
  ])('moves every id that %s names with it, and nothing else', (_name, manifest) => {
    const before = structuredClone(manifest);
    const moved = namespaceManifest(manifest, 'apac');
    expect(moved.id).toBe(`apac:${manifest.id}`);
    expect(referencesOf(moved)).toEqual(
      referencesOf(manifest).map((reference) => ({ ...reference, id: `apac:${reference.id}` })),
    );
    expect(manifest).toEqual(before);
    const back = JSON.parse(JSON.stringify(moved).replaceAll('apac:', ''));
    expect(back).toEqual(before);
  });

  it('never gives an id that could be one of ours, or one of another namespace', () => {
    const ids = fc.stringMatching(/^[a-z0-9]+(-[a-z0-9]+)*$/).filter(isId);
    fc.assert(
      fc.property(ids, ids, (namespace, id) => {
        const moved = namespacedId(namespace, id);
        expect(isId(moved)).toBe(false);
        expect(namespaceOf(moved)).toBe(namespace);
        expect(namespaceOf(id)).toBeUndefined();
      }),
    );
  });
});
