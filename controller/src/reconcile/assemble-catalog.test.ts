import { anApp, aTeam } from '@souk/model/testing/manifests.ts';
import { describe, expect, it } from 'vitest';
import { aSnapshot } from '../testing/catalog-snapshot.ts';
import { assembleCatalog } from './assemble-catalog.ts';
import type { BrokenFile } from './catalog-state.ts';

const crm = { key: { kind: 'App', id: 'crm' }, manifest: anApp({ id: 'crm' }) } as const;
const brokenAt = (path: string, lastGood?: BrokenFile['lastGood']): [string, BrokenFile] => [
  path,
  { path, blob: undefined, problems: [], lastGood },
];
const idsOf = (catalog: ReturnType<typeof assembleCatalog>) =>
  catalog.records.map(({ key, path, manifest }) => `${path} ${key.id}${manifest === undefined ? ' ?' : ''}`);

describe('when files are broken', () => {
  const snapshot = aSnapshot({
    manifests: [aTeam({ id: 'sales' })],
    unreadable: ['catalog/apps/crm/manifest.yaml'],
  });

  it('lets their last good content count', () => {
    const broken = new Map([brokenAt('catalog/apps/crm/manifest.yaml', crm)]);
    expect(idsOf(assembleCatalog(snapshot, broken, []))).toEqual([
      'catalog/apps/crm/manifest.yaml crm',
      'catalog/teams/sales.yaml sales',
    ]);
  });

  it('leaves out what was never good and names nobody', () => {
    const broken = new Map([brokenAt('catalog/apps/crm/manifest.yaml')]);
    expect(idsOf(assembleCatalog(snapshot, broken, []))).toEqual(['catalog/teams/sales.yaml sales']);
  });

  it('keeps what was never good and says who it is', () => {
    const path = 'catalog/apps/crm/manifest.yaml';
    const named = aSnapshot({ broken: [{ path, key: crm.key }] });
    expect(idsOf(assembleCatalog(named, new Map([brokenAt(path)]), []))).toEqual([`${path} crm ?`]);
  });

  it('prefers a sound file of the same identity, wherever it is', () => {
    const moved = aSnapshot({
      manifests: [{ path: 'connectors/crm/manifest.yaml', manifest: anApp({ id: 'crm', version: '9.0.0' }) }],
    });
    const broken = new Map([brokenAt('catalog/apps/crm/manifest.yaml', crm)]);
    expect(idsOf(assembleCatalog(moved, broken, []))).toEqual(['connectors/crm/manifest.yaml crm']);
  });
});

describe('when removals are held', () => {
  it('lets the entities count until somebody brings them back', () => {
    const held = [{ ...crm, path: 'catalog/apps/crm/manifest.yaml' }];
    const without = aSnapshot({ manifests: [aTeam({ id: 'sales' })] });
    expect(idsOf(assembleCatalog(without, new Map(), held))).toContain('catalog/apps/crm/manifest.yaml crm');
    const back = aSnapshot({ manifests: [anApp({ id: 'crm' })] });
    expect(assembleCatalog(back, new Map(), held).records).toHaveLength(1);
  });
});
