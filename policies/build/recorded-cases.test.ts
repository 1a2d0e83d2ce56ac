import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputOf, type RecordedCases, renderCases, shortenInput } from './recorded-cases.ts';

const app = {
  entity: { kind: 'App', id: 'board', tags: ['a', 'b'], description: 'A board.'.repeat(20) },
  before: null,
  refs: { owner: { id: 'x' } },
};
const team = { entity: { kind: 'Team', id: 'x' }, before: null, refs: {} };
const bases = { app, team };

const inputs: readonly {
  readonly name: string;
  readonly input: unknown;
  readonly patch: readonly object[];
}[] = [
  { name: 'the usual one', input: app, patch: [] },
  {
    name: 'a field less',
    input: { ...app, refs: {} },
    patch: [{ op: 'remove', path: '/refs/owner' }],
  },
  {
    name: 'another value',
    input: { ...app, entity: { ...app.entity, tags: ['a'] } },
    patch: [{ op: 'remove', path: '/entity/tags/1' }],
  },
  {
    name: 'what was the same before',
    input: { ...app, before: app.entity },
    patch: [{ op: 'copy', from: '/entity', path: '/before' }],
  },
  {
    name: 'what was nearly the same before',
    input: { ...app, before: { ...app.entity, tags: [] }, entity: { ...app.entity, id: 'desk' } },
    patch: [
      { op: 'copy', from: '/entity', path: '/before' },
      { op: 'remove', path: '/before/tags/0' },
      { op: 'remove', path: '/before/tags/0' },
      { op: 'replace', path: '/entity/id', value: 'desk' },
    ],
  },
];

describe('when the input of a case is shortened', () => {
  it.each(inputs)('says how it differs from the usual one: $name', ({ input, patch }) => {
    expect(shortenInput(input, bases)).toEqual({ base: 'app', patch });
  });

  it('starts from the usual input of the same kind', () => {
    expect(shortenInput({ ...team, refs: { a: 1 } }, bases)).toEqual({
      base: 'team',
      patch: [{ op: 'add', path: '/refs/a', value: 1 }],
    });
  });

  it('starts from nothing where there is no usual input', () => {
    expect(shortenInput({ entity: 1 }, {})).toEqual({ patch: [{ op: 'add', path: '/entity', value: 1 }] });
  });

  it('is the same input again, whatever it holds', () => {
    // The patches pass over a key `__proto__`; no case of a rule has one.
    const value = fc
      .jsonValue({ maxDepth: 3 })
      .map((json) => JSON.parse(JSON.stringify(json).replaceAll('"__proto__"', '"proto"')));
    const fields = fc.record(
      { entity: value, before: value, refs: value, 'a/b~c': value },
      { requiredKeys: [], noNullPrototype: true },
    );
    fc.assert(
      fc.property(fields, fields, (base, input) => {
        const recorded = { name: 'x', ...shortenInput(input, { base }), violations: [] };
        expect(inputOf(recorded, { bases: { base }, rules: [] })).toEqual(input);
      }),
    );
  });

  it('leaves the usual input as it was', () => {
    const cases: RecordedCases = { bases: { app: structuredClone(app) }, rules: [] };
    const patch = [{ op: 'remove' as const, path: '/refs' }];
    inputOf({ name: 'x', base: 'app', patch, violations: [] }, cases);
    expect(cases.bases['app']).toEqual(app);
  });
});

describe('when recorded cases are written', () => {
  const recorded: RecordedCases = {
    bases,
    rules: [
      { id: 'a/one', config: { a: 1 }, cases: [{ name: 'x', base: 'app', patch: [], violations: [] }] },
      {
        id: 'a/two',
        config: {},
        cases: ['y', 'z'].map((name) => ({ name, patch: [], violations: [{ path: '', params: {} }] })),
      },
    ],
  };

  it('reads back as the same', () => {
    expect(JSON.parse(renderCases(recorded))).toEqual(recorded);
  });

  it('has one case a line', () => {
    const lines = renderCases(recorded).split('\n');
    expect(lines.filter((line) => line.startsWith('{"name"'))).toHaveLength(3);
  });
});
