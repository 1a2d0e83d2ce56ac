import { describe, expect, it } from 'vitest';
import { parseUsage } from './parse-usage.ts';

const parse = (usage: unknown) => parseUsage(JSON.stringify(usage), ['alerts']);

describe('when code says what it used', () => {
  it.each([
    ['with a value', { id: 'a', metric: 'alerts', value: '0.25' }, '0.25'],
    ['without one, which is 1', { id: 'a', metric: 'alerts' }, '1'],
  ])('is taken %s', (_, usage, value) => {
    expect(parse(usage)).toEqual({ id: 'a', metric: 'alerts', value });
  });

  it.each<[string, unknown, RegExp]>([
    ['another metric', { id: 'a', metric: 'other' }, /no metric "other"; it has: alerts/],
    ['a metric by inheritance', { id: 'a', metric: '__proto__' }, /no metric/],
    ['no id', { metric: 'alerts' }, /an id of 1 to 200/],
    ['a long id', { id: 'x'.repeat(201), metric: 'alerts' }, /an id of 1 to 200/],
    ['an id that no database takes', { id: 'a\0', metric: 'alerts' }, /an id of 1 to 200/],
    ['a negative value', { id: 'a', metric: 'alerts', value: '-1' }, /decimal/],
    ['a value in figures', { id: 'a', metric: 'alerts', value: 1 }, /as a text/],
    ['a value in the notation of computers', { id: 'a', metric: 'alerts', value: '1e9' }, /decimal/],
    ['nothing', null, /an object/],
  ])('refuses %s', (_, usage, reason) => {
    expect(parse(usage)).toMatch(reason);
  });
});
