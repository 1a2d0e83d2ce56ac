import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BuiltinError } from './builtin-error.ts';
import { isObjectSubset } from './object-subset.ts';

describe('when two objects hold plain values and objects', () => {
  it.each([
    ['nothing of nothing', {}, {}, true],
    ['nothing of something', { a: 1 }, {}, true],
    ['something of nothing', {}, { a: 1 }, false],
    ['the same', { a: 1, b: 'x' }, { b: 'x', a: 1 }, true],
    ['some keys', { a: 1, b: 2 }, { b: 2 }, true],
    ['another value', { a: 1 }, { a: 2 }, false],
    ['another type', { a: 1 }, { a: '1' }, false],
    ['null for a missing key', {}, { a: null }, false],
    ['null for false', { a: false }, { a: null }, false],
    ['false for false', { a: false, b: 1 }, { a: false }, true],
    ['some keys of an inner object', { a: { b: 1, c: 2 } }, { a: { c: 2 } }, true],
    ['another inner value', { a: { b: 1, c: 2 } }, { a: { c: 3 } }, false],
    ['an empty inner object', { a: { b: 1 } }, { a: {} }, true],
    ['an object for a text', { a: 'x' }, { a: {} }, false],
    ['a key of every object', {}, { constructor: 1 }, false],
    ['a key __proto__', JSON.parse('{"__proto__": 1}'), JSON.parse('{"__proto__": 1}'), true],
  ])('returns whether the second is part of the first: %s', (_, superset, subset, expected) => {
    expect(isObjectSubset(superset, subset)).toBe(expected);
  });

  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const inner = fc.dictionary(fc.string(), scalar);
  const objects = fc.dictionary(fc.string(), fc.oneof(scalar, inner));

  it('returns true for an object and what is left of it', () => {
    fc.assert(
      fc.property(objects, fc.nat(), (object, kept) => {
        expect(isObjectSubset(object, object)).toBe(true);
        expect(isObjectSubset(object, Object.fromEntries(Object.entries(object).slice(kept % 5)))).toBe(true);
      }),
    );
  });

  it('returns false for an object with one key more', () => {
    fc.assert(
      fc.property(objects, scalar, (object, value) => {
        const key = `${Object.keys(object).join('')}-`;
        expect(isObjectSubset(object, Object.fromEntries([...Object.entries(object), [key, value]]))).toBe(
          false,
        );
      }),
    );
  });
});

describe('when values are lists, which may be arrays or sets', () => {
  it.each([
    ['an item is missing', { a: [1, 2] }, { a: [3] }],
    ['there are more items', { a: [1] }, { a: [1, 1] }],
    ['a list stands for something else', { a: [1] }, { a: 1 }],
    ['something else stands for a list', { a: {} }, { a: [1] }],
    ['the answer is no without the list', { a: [1], b: 1 }, { a: [1], b: 2 }],
    ['the key is missing', { b: [1] }, { a: [1] }],
  ])('returns false when %s', (_, superset, subset) => {
    expect(isObjectSubset(superset, subset)).toBe(false);
  });

  it('returns true when the list is not asked for', () => {
    expect(isObjectSubset({ a: [1], b: 1 }, { b: 1 })).toBe(true);
  });

  it.each([
    ['sets would hold each other and arrays not', { a: [1, 2, 3] }, { a: [1, 3] }],
    ['lists are the same, but one may be a set', { a: [1] }, { a: [1] }],
    ['both are empty', { a: [] }, { a: [] }],
    ['they hold objects', { a: [{ b: 1 }] }, { a: [{ b: 1 }] }],
    ['they hold null', { a: [null] }, { a: [null] }],
    ['they lie deeper', { a: { b: [1] } }, { a: { b: [1] } }],
    ['integers have lost digits', { a: 2 ** 53 }, { a: 2 ** 53 }],
  ])('throws when %s', (_, superset, subset) => {
    expect(() => isObjectSubset(superset, subset)).toThrow('expected objects without lists');
  });
});

describe('when an argument is no object', () => {
  it.each([
    ['an array or set', [1]],
    ['a text', 'a'],
    ['a number', 1],
    ['null', null],
  ])('throws for %s', (_, value) => {
    expect(() => isObjectSubset(value, {})).toThrow(BuiltinError);
    expect(() => isObjectSubset({}, value)).toThrow(BuiltinError);
    expect(() => isObjectSubset(value, value)).toThrow('object.subset: expected two objects, got');
  });
});
