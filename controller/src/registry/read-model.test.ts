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

describe('when entities come, change and go in any order and number', () => {
  const word = fc.constantFrom('ledger', 'ledgers', 'lodger', 'invoice', 'crm', 'sync');
  const texts = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '));
  const edit = fc.record({
    number: fc.nat(79),
    gone: fc.boolean(),
    name: texts,
    search: texts,
    owner: fc.constantFrom('x', 'y'),
    kind: fc.constantFrom('App' as const, 'Team' as const),
    stage: fc.constantFrom('published', 'retired'),
    state: fc.constantFrom('ready' as const, 'stalled' as const),
    updatedAt: fc.nat(5).map((ms) => new Date(ms)),
  });
  type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;
  const batch = fc.uniqueArray(edit, { maxLength: 60, selector: ({ number }) => number });
  const load = ({ number, gone: _gone, ...change }: Edit) => anEntity({ id: `e${number}`, ...change });
  const keyOf = ({ number, kind }: Edit) => ({ kind, id: `e${number}` });
  const questions: Partial<PageRequest>[] = [
    ...(['name', '-updated', 'stage'] as const).map((sort) => ({ sort })),
    ...['ledger', 'le', 'crm inv', 'ledgre', 'lodgers', 'crm nothing'].map((q) => ({
      q,
      sort: 'relevance' as const,
    })),
    { q: 'crm', filters: { owner: ['x'] } },
  ];

  it('answers as a model made anew', () => {
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 8 }), (history) => {
        const model = new ReadModel();
        const truth = new Map<string, LoadedEntity>();
        for (const edits of history) {
          const here = edits.filter(({ gone }) => !gone);
          const gone = edits.filter((change) => change.gone).map(keyOf);
          for (const change of here) truth.set(`${change.kind}/${change.number}`, load(change));
          for (const { kind, id } of gone) truth.delete(`${kind}/${id.slice(1)}`);
          model.put(here.map(load), gone);
        }
        const fresh = modelOf(...truth.values());
        for (const question of questions) {
          expect(walk(model, { ...question, limit: 7 })).toEqual(walk(fresh, { ...question, limit: 7 }));
          const { filters = {}, q } = question;
          const sorted = (of: ReadModel) =>
            of
              .facets({ filters, q })
              .counts.map(({ facet, value, count }) => `${facet}=${value}:${count}`)
              .sort();
          expect(sorted(model)).toEqual(sorted(fresh));
        }
        expect(model.counts()).toEqual(fresh.counts());
      }),
      { numRuns: 60 },
    );
  });

  it('shows what stays exactly once, in order, while others change between two pages', () => {
    const steady = Array.from({ length: 20 }, (_, i) =>
      anEntity({
        id: `steady-${i}`,
        name: `ledger ${'crm '.repeat(i % 3)}`,
        search: i % 2 ? 'sync' : '',
        updatedAt: new Date(i % 6),
      }),
    );
    const pages = fc.constantFrom<Partial<PageRequest>>(
      { sort: 'name' },
      { sort: '-updated' },
      { sort: 'relevance', q: 'ledger' },
      { sort: 'relevance', q: 'led sync' },
      { sort: 'name', q: 'ledger' },
    );
    fc.assert(
      fc.property(
        pages,
        fc.integer({ min: 1, max: 6 }),
        fc.array(batch, { maxLength: 12 }),
        (question, limit, history) => {
          const expected = walk(modelOf(...steady), { ...question, limit: 100 });
          const model = modelOf(...steady);
          let turn = 0;
          const seen = walk(model, { ...question, limit }, () => {
            const edits = history[turn++] ?? [];
            model.put(
              edits.filter(({ gone }) => !gone).map(load),
              edits.filter(({ gone }) => gone).map(keyOf),
            );
          });
          const stayed = seen.filter((id) => id.startsWith('steady-'));
          expect(stayed).toEqual(expected);
        },
      ),
      { numRuns: 120 },
    );
  });
});
