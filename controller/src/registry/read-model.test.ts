import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anEntity } from '../testing/an-entity.ts';
import type { Filters, PageRequest } from './entity-query.ts';
import type { EntityRecord } from './entity-record.ts';
import { type FacetName, facets } from './facets.ts';
import { type LoadedEntity, ReadModel } from './read-model.ts';

const modelOf = (...entities: readonly LoadedEntity[]): ReadModel => {
  const model = new ReadModel();
  model.put(entities, []);
  return model;
};
const request = (change: Partial<PageRequest>): PageRequest => ({
  filters: {},
  q: undefined,
  sort: 'name',
  limit: 10,
  cursor: undefined,
  ...change,
});
const ids = (model: ReadModel, change: Partial<PageRequest>): string[] => {
  const page = model.page(request(change));
  return page.ok ? page.items.map(({ id }) => id) : [page.code];
};
/** Every page from the first to the last. */
function walk(model: ReadModel, change: Partial<PageRequest>, between: () => void = () => {}): string[] {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = model.page(request({ ...change, cursor }));
    if (!page.ok) throw new Error(page.code);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
    between();
  } while (cursor !== undefined);
  return seen;
}

describe('when a list is sorted', () => {
  const model = modelOf(
    anEntity({ id: 'b', name: 'Émile', stage: 'published', updatedAt: new Date(3) }),
    anEntity({ id: 'a', name: 'zeta', stage: 'proposed', updatedAt: new Date(1) }),
    anEntity({ id: 'c', name: 'Alpha', updatedAt: new Date(2) }),
    anEntity({ id: 'd', name: 'zeta', stage: 'proposed', updatedAt: new Date(1), search: 'alpha' }),
  );
  const cases: [Partial<PageRequest>, string[]][] = [
    [{ sort: 'name' }, ['c', 'b', 'a', 'd']],
    [{ sort: '-updated' }, ['b', 'c', 'a', 'd']],
    [{ sort: 'stage' }, ['a', 'd', 'b', 'c']],
    [{ sort: 'relevance' }, ['c', 'b', 'a', 'd']],
    [{ sort: 'relevance', q: 'alpha' }, ['c', 'd']],
    [{ sort: '-updated', q: 'alpha' }, ['c', 'd']],
  ];
  it.each(cases)('orders by %j', (change, expected) => {
    expect(ids(model, change)).toEqual(expected);
    expect(walk(model, { ...change, limit: 1 })).toEqual(expected);
  });
});

describe('when a cursor comes back', () => {
  const model = modelOf(...['a', 'b', 'c', 'd', 'e'].map((id) => anEntity({ id, search: 'word' })));
  const first = model.page(request({ limit: 2 }));
  const cursor = first.ok ? first.nextCursor : undefined;

  it('refuses one of another sort, other filters, another search, and none at all', () => {
    const strange: Partial<PageRequest>[] = [
      { cursor, sort: 'stage' },
      { cursor, filters: { owner: ['x'] } },
      { cursor, q: 'word' },
      { cursor: 'garbage' },
      { cursor: Buffer.from('{"a":1}').toString('base64url') },
      { cursor: Buffer.from('[1,2,3,4]').toString('base64url') },
    ];
    for (const change of strange) expect(ids(model, change)).toEqual(['invalid-cursor']);
  });

  it('takes one with another limit', () => {
    expect(ids(model, { cursor, limit: 100 })).toEqual(['c', 'd', 'e']);
  });

  it('neither repeats nor skips what stays while others come and go', () => {
    const living = modelOf(...['a', 'b', 'c', 'd', 'e'].map((id) => anEntity({ id })));
    let turn = 0;
    const seen = walk(living, { limit: 2 }, () => {
      turn++;
      if (turn === 1) living.put([anEntity({ id: 'aa' })], [{ kind: 'App', id: 'a' }]);
    });
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('when no kind is asked for', () => {
  const model = modelOf(
    anEntity({ id: 'a' }),
    anEntity({ id: 'c', kind: 'Connector' }),
    anEntity({ id: 't', kind: 'Team' }),
  );
  const kindCounts = (filters: Filters) =>
    model
      .facets({ filters, q: undefined })
      .counts.flatMap(({ facet, value }) => (facet === 'kind' ? [value] : []));

  it('lists apps and connectors', () => {
    expect(ids(model, {})).toEqual(['a', 'c']);
    expect(ids(model, { filters: { kind: ['Team'] } })).toEqual(['t']);
  });

  it('offers the kinds of entries, and all once another kind is asked for', () => {
    expect(kindCounts({})).toEqual(['App', 'Connector']);
    expect(kindCounts({ kind: ['App'] })).toEqual(['App', 'Connector']);
    expect(kindCounts({ kind: ['Team'] })).toEqual(['App', 'Connector', 'Team']);
  });
});

describe('when anything is asked of anything', () => {
  const word = fc.constantFrom('x', 'y', 'z');
  const maybe = fc.option(word, { nil: undefined });
  const entity = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
    kind: fc.constantFrom('App' as const, 'Connector' as const),
    owner: maybe,
    domain: maybe,
    tags: fc.uniqueArray(word),
    scopes: fc.uniqueArray(word),
  });
  const filters = fc.record(
    { owner: fc.array(word), domain: fc.array(word), tag: fc.array(word) },
    { requiredKeys: [] },
  );
  const changes = fc.array(fc.record({ entity, gone: fc.boolean() }), { maxLength: 60 });

  it('answers as a plain look at every entity would', () => {
    fc.assert(
      fc.property(changes, filters, (history, wanted) => {
        const model = new ReadModel();
        const truth = new Map<string, EntityRecord>();
        for (const { entity: change, gone } of history) {
          const loaded = anEntity(change);
          const key = `${change.kind}/${change.id}`;
          if (gone) truth.delete(key);
          else truth.set(key, loaded.record);
          model.put(gone ? [] : [loaded], gone ? [change] : []);
        }
        const passing = (ignored?: FacetName) =>
          [...truth.values()].filter((record) =>
            facets.every(({ name, valuesOf }) => {
              const values: readonly string[] | undefined = (wanted as Filters)[name];
              return (
                name === ignored ||
                !values?.length ||
                valuesOf(record).some((value) => values.includes(value))
              );
            }),
          );
        const expected = facets.flatMap(({ name, valuesOf }) => {
          const counted = Map.groupBy(passing(name).flatMap(valuesOf), (value) => value);
          return [...counted].map(([value, { length }]) => `${name}=${value}:${length}`);
        });
        const { counts, total } = model.facets({ filters: wanted, q: undefined });
        expect(counts.map(({ facet, value, count }) => `${facet}=${value}:${count}`).sort()).toEqual(
          expected.sort(),
        );
        expect(total).toBe(passing().length);
        expect(walk(model, { filters: wanted, limit: 2 }).sort()).toEqual(
          passing()
            .map(({ id }) => id)
            .sort(),
        );
      }),
      { numRuns: 150 },
    );
  });
});
