import { describe, expect, it } from 'vitest';
import type { CatalogRecord } from '../catalog/catalog.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { catalogOf } from '../testing/catalogs.ts';
import { anApp, anInstallation, aTeam, aWaiver } from '../testing/manifests.ts';
import { TopicIndex } from './topic-index.ts';
import { topicsChanged, topicsRead } from './topics.ts';

const recordOf = (manifest: Manifest, path = `catalog/${manifest.id}.yaml`): CatalogRecord => ({
  key: { kind: manifest.kind, id: manifest.id },
  path,
  manifest,
  problems: [],
  mentions: () => true,
});
/** Whether the judgement of one entity depends on what happened to another. */
const depends = (
  reader: Manifest,
  before: Manifest | undefined,
  after: Manifest | undefined,
  others: readonly Manifest[] = [],
): boolean => {
  const catalog = catalogOf([reader, ...others]);
  const read = new Set(topicsRead(recordOf(reader), catalog));
  const changed = topicsChanged(before && recordOf(before), after && recordOf(after));
  return changed.some((topic) => read.has(topic));
};

const app = anApp({ id: 'crm', owner: 'sales', costCenter: 'CC-1' });
const sales = aTeam({ id: 'sales', costCenter: 'CC-1' });
const installed = anInstallation({ id: 'crm-prod', app: 'crm', team: 'sales' });

describe('when something else changes', () => {
  it.each<[string, boolean]>([
    ['its owner', depends(app, sales, { ...sales, name: 'Other' }, [sales])],
    ['a team of its cost center', depends(app, undefined, aTeam({ id: 'ops', costCenter: 'CC-1' }), [sales])],
    ['an installation of it', depends(app, undefined, installed, [sales])],
    ['a waiver for it', depends(app, undefined, aWaiver({ id: 'w', entity: 'App/crm' }), [sales])],
    ['an id that looks alike', depends(app, undefined, anApp({ id: 'crn' }), [sales]) === false],
    [
      'an id that looks very alike',
      depends(anApp({ id: 'crml' }), undefined, anApp({ id: 'crm1' }), [sales]),
    ],
    [
      'the same id of the other kind',
      depends(app, undefined, { ...app, kind: 'Connector' } as Manifest, [sales]),
    ],
    ['the app of an installation', depends(installed, app, { ...app, version: '9.0.0' }, [app, sales])],
    [
      'another installation of the same team',
      depends(installed, undefined, anInstallation({ id: 'erp-prod', app: 'erp', team: 'sales' }), [
        app,
        sales,
      ]),
    ],
    ['a team that could have been meant', depends(app, undefined, aTeam({ id: 'sale' }), [])],
    ['an unrelated team, when nothing is missing', !depends(app, undefined, aTeam({ id: 'ops' }), [sales])],
    [
      'an unrelated app',
      !depends(app, anApp({ id: 'erp' }), anApp({ id: 'erp', version: '2.0.0' }), [sales]),
    ],
  ])('judges again for %s exactly when that matters', (_, holds) => {
    expect(holds).toBe(true);
  });
});

describe('when readers come and go', () => {
  it('finds those that read a topic now', () => {
    const index = new TopicIndex();
    index.put('App/crm', ['Team/sales', 'ids of Team', 'Team/sales']);
    index.put('App/erp', ['Team/sales']);
    expect([...index.readersOf(['Team/sales', 'ids of Team'])].sort()).toEqual(['App/crm', 'App/erp']);
    index.put('App/crm', ['Team/ops']);
    expect([...index.readersOf(['Team/sales'])]).toEqual(['App/erp']);
    index.remove('App/erp');
    expect([...index.readersOf(['Team/sales', 'ids of Team'])]).toEqual([]);
  });
});
