import { describe, expect, it } from 'vitest';
import { fillDefaults } from './fill-defaults.ts';

const schema = {
  type: 'object',
  properties: {
    channel: { type: 'string' },
    minScore: { type: 'integer', default: 60 },
    countries: { type: 'array', default: [] },
    retry: { type: 'object', properties: { times: { default: 3 }, every: {} } },
  },
};

describe('when defaults are filled in', () => {
  it.each([
    ['for what is left out', schema, { channel: '#a' }, { channel: '#a', minScore: 60, countries: [] }],
    ['not for what is there', schema, { minScore: 0 }, { minScore: 0, countries: [] }],
    [
      'within an object that is there',
      schema,
      { retry: { every: 1 } },
      { minScore: 60, countries: [], retry: { every: 1, times: 3 } },
    ],
    ['not where the schema knows nothing', schema, { more: 1 }, { more: 1, minScore: 60, countries: [] }],
    ['not where there is no schema', undefined, { a: 1 }, { a: 1 }],
    ['not into what is no object', { properties: { a: { default: 1 } } }, 'text', 'text'],
    ['for a name that every object has', { properties: { toString: { default: 1 } } }, {}, { toString: 1 }],
  ])('%s', (_, given, value, expected) => {
    expect(fillDefaults(given, value)).toEqual(expected);
  });

  it('gives each its own', () => {
    const [one, other] = [fillDefaults(schema, {}), fillDefaults(schema, {})] as { countries: unknown[] }[];
    expect(one?.countries).not.toBe(other?.countries);
  });
});
