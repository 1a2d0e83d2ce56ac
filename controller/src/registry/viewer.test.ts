import { describe, expect, it } from 'vitest';
import { anEntity } from '../testing/an-entity.ts';
import type { PageRequest, Sort } from './entity-query.ts';
import { maySeeEvent } from './may-see-event.ts';
import { ReadModel } from './read-model.ts';
import type { SourceAccess } from './source-access.ts';
import type { Viewer } from './viewer.ts';

const access = (visibleTo?: readonly string[]): SourceAccess => ({
  namespace: 'x',
  visibleTo,
  installable: false,
});
const sources = new Map([
  ['open', access()],
  ['finance', access(['finance', 'audit'])],
  ['nobody', access([])],
]);

const stranger: Viewer = { teams: [] };
const viewers: readonly [string, Viewer, readonly string[]][] = [
  ['somebody from whom nothing is hidden', 'everything', ['a:fin', 'b:gone', 'c:none', 'd:open', 'own']],
  ['a stranger', stranger, ['d:open', 'own']],
  ['somebody of another team', { teams: ['sales'] }, ['d:open', 'own']],
  ['somebody of one of the teams', { teams: ['sales', 'audit'] }, ['a:fin', 'd:open', 'own']],
];

describe.each(viewers)('when %s looks', (_name, viewer, shown) => {
  const model = new ReadModel();
  model.setAccess(sources);
  model.put(
    [
      anEntity({ id: 'own', name: 'Ledger own', tags: ['t-own'] }),
      anEntity({ id: 'a:fin', name: 'Ledger fin', sourceId: 'finance', tags: ['t-fin'], state: 'stalled' }),
      anEntity({ id: 'b:gone', name: 'Ledger gone', sourceId: 'gone', tags: ['t-gone'] }),
      anEntity({ id: 'c:none', name: 'Ledger none', sourceId: 'nobody', tags: ['t-none'] }),
      anEntity({ id: 'd:open', name: 'Ledger open', sourceId: 'open', tags: ['t-open'] }),
    ],
    [],
  );
  const request = (sort: Sort, q?: string): PageRequest => ({
    filters: {},
    q,
    sort,
    limit: 50,
    cursor: undefined,
  });

  it.each<[Sort, string | undefined]>([
    ['name', undefined],
    ['-updated', undefined],
    ['stage', undefined],
    ['relevance', 'ledger'],
    ['name', 'ledger'],
  ])('lists what they may see by %s, with %s to find', (sort, q) => {
    const page = model.page(request(sort, q), viewer);
    expect(page).toMatchObject({ ok: true, total: shown.length });
    expect(page.ok && page.items.map(({ id }) => id).toSorted()).toEqual(shown);
  });

  it('counts only that', () => {
    const { counts, total } = model.facets({ filters: {}, q: undefined }, viewer);
    const tags = counts.flatMap(({ facet, value }) => (facet === 'tag' ? [value] : []));
    expect({ total, tags: tags.length }).toEqual({ total: shown.length, tags: shown.length });
    expect(model.counts(viewer)).toEqual({
      total: shown.length,
      byKind: { App: shown.length },
      stalled: shown.includes('a:fin') ? 1 : 0,
    });
  });

  it('gives nothing else by its name', () => {
    const ids = ['own', 'a:fin', 'b:gone', 'c:none', 'd:open'];
    expect(ids.filter((id) => model.get({ kind: 'App', id }, viewer) !== undefined).toSorted()).toEqual(
      shown,
    );
  });
});

describe('when an event is to be told', () => {
  it.each<[string, Parameters<typeof maySeeEvent>[1], boolean]>([
    ['of our own', { change: 'added', data: {} }, true],
    ['of a source for all', { change: 'added', data: { source: 'open' } }, true],
    ['of a source for others', { change: 'added', data: { source: 'finance' } }, false],
    ['from before the source was for others', { change: 'removed', data: { source: 'finance' } }, false],
    ['of a source that is gone', { change: 'added', data: { source: 'gone' } }, false],
    ['of the removal of a source that was for all', { change: 'removed', data: { source: 'gone' } }, true],
    [
      'of the removal of a source that was for others',
      { change: 'removed', data: { source: 'gone', visibleTo: ['finance'] } },
      false,
    ],
  ])('tells a stranger one %s: %s', (_name, event, told) => {
    expect(maySeeEvent(stranger, event, (id) => sources.get(id))).toBe(told);
    expect(maySeeEvent('everything', event, (id) => sources.get(id))).toBe(true);
  });
});
