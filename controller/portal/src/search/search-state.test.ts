import { describe, expect, it } from 'vitest';
import {
  activeFilters,
  clearFilters,
  effectiveSort,
  formatSearchState,
  parseSearchState,
  toggleFilter,
} from './search-state.ts';

describe('when a query string is parsed and formatted again', () => {
  it.each([
    ['an empty one', ''],
    ['words', 'q=crm+leads'],
    ['repeated filters', 'kind=App&kind=Connector&domain=sales'],
    ['characters that need escaping', 'q=a%26b%3Dc&scope=crm%3Aleads%3Aread'],
    ['everything at once', 'q=x&kind=App&stage=published&risk=low&tag=c%2B%2B&sort=-updated'],
  ])('keeps %s', (_name, query) => {
    expect(formatSearchState(parseSearchState(query))).toBe(query);
  });

  it('gives equal states equal strings, whatever the order', () => {
    const one = formatSearchState(parseSearchState('sort=name&risk=low&kind=App&q=x'));
    expect(one).toBe(formatSearchState(parseSearchState('q=x&kind=App&risk=low&sort=name')));
  });

  it('drops what it does not know, empty values and repeats', () => {
    expect(formatSearchState(parseSearchState('utm=1&kind=&kind=App&kind=App&sort=random&q=++'))).toBe(
      'kind=App',
    );
  });
});

describe('toggleFilter', () => {
  it('adds a value, and removes it the second time', () => {
    const risky = { name: 'risk', value: 'high' } as const;
    const once = toggleFilter(parseSearchState('risk=low'), risky);
    expect(formatSearchState(once)).toBe('risk=low&risk=high');
    expect(formatSearchState(toggleFilter(once, risky))).toBe('risk=low');
  });
});

describe('clearFilters', () => {
  it('keeps the words and the order', () => {
    const cleared = clearFilters(parseSearchState('q=crm&kind=App&tag=x&sort=name'));
    expect(formatSearchState(cleared)).toBe('q=crm&sort=name');
    expect(activeFilters(cleared)).toEqual([]);
  });
});

describe('effectiveSort', () => {
  it.each([
    ['q=crm', 'relevance'],
    ['', 'name'],
    ['q=crm&sort=stage', 'stage'],
  ])('of "%s" is %s', (query, sort) => {
    expect(effectiveSort(parseSearchState(query))).toBe(sort);
  });
});
