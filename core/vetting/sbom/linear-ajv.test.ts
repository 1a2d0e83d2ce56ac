import { describe, expect, it } from 'vitest';
import { createLinearAjv } from './linear-ajv.ts';

const validate = createLinearAjv('07', 'first').compile({ type: 'array', uniqueItems: true });

describe('when the items of a list have to differ', () => {
  it.each([
    ['the same texts', ['a', 'a'], false],
    ['a number and its text', [1, '1'], true],
    [
      'objects with their keys in another order',
      [
        { a: 1, b: [2] },
        { b: [2], a: 1 },
      ],
      false,
    ],
    ['objects that differ within', [{ a: { b: 1 } }, { a: { b: 2 } }], true],
    ['an object and its JSON', [{ a: 1 }, '{"a":1}'], true],
    ['nothing', [], true],
  ])('judges %s', (_name, items, valid) => {
    expect(validate(items)).toBe(valid);
  });

  it('looks at each item once, however many there are', () => {
    let looks = 0;
    const items = Array.from({ length: 1000 }, (_, i) =>
      Object.defineProperty({}, 'name', {
        enumerable: true,
        get: () => {
          looks++;
          return `part-${i}`;
        },
      }),
    );
    expect(validate(items)).toBe(true);
    expect(looks).toBe(items.length);
  });

  it('lets them be the same where the schema does', () => {
    expect(createLinearAjv('07', 'first').compile({ uniqueItems: false })(['a', 'a'])).toBe(true);
  });
});
