import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BuiltinError } from './builtin-error.ts';
import { anyPrefixMatches, anySuffixMatches } from './match-affixes.ts';

describe('when texts are searched', () => {
  it.each([
    ['a text and its beginning', 'abc', 'ab', true, false],
    ['a text and its end', 'abc', 'bc', false, true],
    ['a text and itself', 'abc', 'abc', true, true],
    ['a text and more than it', 'ab', 'abc', false, false],
    ['a text and nothing', 'abc', '', true, true],
    ['two empty texts', '', '', true, true],
    ['a list and a text', ['x', 'aba'], 'a', true, true],
    ['a text and a list', 'abc', ['x', 'bc', 'ab'], true, true],
    ['two lists', ['ab', 'cd'], ['b', 'c '], false, true],
    ['an empty list', [], ['a'], false, false],
    ['nothing to look for', ['a'], [], false, false],
    ['nothing to look for, not even a text', [''], [], false, false],
    ['characters outside the BMP', '😀a😀', '😀', true, true],
    ['another character with the same half', '😁', '😀', false, false],
  ])('returns whether any begins or ends so: %s', (_, search, base, begins, ends) => {
    expect(anyPrefixMatches(search, base)).toBe(begins);
    expect(anySuffixMatches(search, base)).toBe(ends);
  });

  it('returns true for every beginning and every end of a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (text, cut) => {
        const characters = [...text];
        const at = cut % (characters.length + 1);
        expect(anyPrefixMatches(['-', text], characters.slice(0, at).join(''))).toBe(true);
        expect(anySuffixMatches(['-', text], characters.slice(at).join(''))).toBe(true);
      }),
    );
  });

  it('returns for ends what it returns for beginnings of the reversed texts', () => {
    const texts = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '😀'), maxLength: 4 }), {
      maxLength: 3,
    });
    const reverse = (list: readonly string[]): string[] => list.map((text) => [...text].reverse().join(''));
    fc.assert(
      fc.property(texts, texts, (search, base) => {
        expect(anySuffixMatches(search, base)).toBe(anyPrefixMatches(reverse(search), reverse(base)));
      }),
    );
  });
});

describe('when a value is no text', () => {
  it.each([
    ['a number', 1],
    ['null', null],
    ['an object', { a: 'b' }],
    ['a list with a number', ['a', 1]],
    ['a list with a list', [['a']]],
  ])('throws for %s', (_, value) => {
    for (const matches of [anyPrefixMatches, anySuffixMatches]) {
      expect(() => matches(value, 'a')).toThrow(BuiltinError);
      expect(() => matches('a', value)).toThrow(BuiltinError);
    }
  });

  it('names the builtin', () => {
    expect(() => anySuffixMatches('a', [1])).toThrow(
      'strings.any_suffix_match: expected a text or a list of texts, got [1]',
    );
  });
});
