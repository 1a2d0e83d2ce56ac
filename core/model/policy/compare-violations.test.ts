import { describe, expect, it } from 'vitest';
import { canonicalJson, compareViolations } from './compare-violations.ts';

const host = { path: '/egress/0', params: { host: 'a', problem: 'x' } };

describe('when violations are compared', () => {
  it.each([
    { name: 'none', expected: [], actual: [] },
    { name: 'another order', expected: [host, { path: '' }], actual: [{ path: '' }, host] },
    {
      name: 'another order of the keys',
      expected: [host],
      actual: [{ params: { problem: 'x', host: 'a' }, path: '/egress/0' }],
    },
  ])('finds no difference: $name', ({ expected, actual }) => {
    expect(compareViolations(expected, actual)).toEqual({ missing: [], unexpected: [] });
  });

  it('tells what is missing and what nobody expected', () => {
    const other = { ...host, path: '/egress/1' };
    expect(compareViolations([host], [other])).toEqual({
      missing: ['{"params":{"host":"a","problem":"x"},"path":"/egress/0"}'],
      unexpected: ['{"params":{"host":"a","problem":"x"},"path":"/egress/1"}'],
    });
  });

  it('tells values apart that only look alike', () => {
    expect(compareViolations([{ path: '', params: { n: 1 } }], [{ path: '', params: { n: '1' } }])).toEqual({
      missing: ['{"params":{"n":1},"path":""}'],
      unexpected: ['{"params":{"n":"1"},"path":""}'],
    });
  });
});

describe('when JSON is written canonically', () => {
  it('keeps lists as they are and sorts the keys of objects at every depth', () => {
    expect(canonicalJson({ b: [2, 1, { d: null, c: '' }], a: 1 })).toBe(
      '{"a":1,"b":[2,1,{"c":"","d":null}]}',
    );
  });
});
