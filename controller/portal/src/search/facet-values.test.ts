import { describe, expect, it } from 'vitest';
import { chooseFacetValues } from './facet-values.ts';

const letters = [...'abcdefghij'].map((value, index) => ({
  value,
  label: value.toUpperCase(),
  count: 10 - index,
}));
const labelOf = (value: string) => value.toUpperCase();
const closed = { expanded: false, filter: '', labelOf };

describe('chooseFacetValues', () => {
  it('shows a handful and tells how many more there are', () => {
    const { shown, hidden } = chooseFacetValues(letters, [], closed);
    expect(shown.map(({ value }) => value).join('')).toBe('abcdef');
    expect(hidden).toBe(4);
  });

  it('keeps a selected value in sight', () => {
    const { shown, hidden } = chooseFacetValues(letters, ['j'], closed);
    expect(shown.map(({ value }) => value).join('')).toBe('abcdefj');
    expect(hidden).toBe(3);
  });

  it('adds a selected value that nothing has any more', () => {
    expect(chooseFacetValues([], ['gone'], closed).shown).toEqual([
      { value: 'gone', label: 'GONE', count: 0 },
    ]);
  });

  it('hides values without a result', () => {
    expect(chooseFacetValues([{ value: 'x', label: 'X', count: 0 }], [], closed).shown).toEqual([]);
  });

  it('narrows the open list by words', () => {
    const { shown } = chooseFacetValues(letters, ['a'], { expanded: true, filter: 'J', labelOf });
    expect(shown.map(({ value }) => value)).toEqual(['a', 'j']);
  });
});
