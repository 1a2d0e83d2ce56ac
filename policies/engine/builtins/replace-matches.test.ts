import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BuiltinError } from './builtin-error.ts';
import { createReplaceMatches } from './replace-matches.ts';

const replace = createReplaceMatches();

describe('when a pattern matches', () => {
  it.each([
    ['every match', 'a-b-c', '-', '+', 'a+b+c'],
    ['a group by number', 'john smith', '(\\w+) (\\w+)', '$2 $1', 'smith john'],
    ['a group by name', 'john smith', '(?P<first>\\w+) (?P<last>\\w+)', `\${last} $first`, 'smith john'],
    ['a group by its newer syntax', 'john', '(?<n>\\w+)', '<$n>', '<john>'],
    ['the whole match', 'ab', 'b', '[$0]', 'a[b]'],
    ['a name as long as it can be', 'ab', '(b)', '$1x', 'a'],
    ['a number in braces', 'ab', '(b)', `\${1}x`, 'abx'],
    ['a group that does not exist', 'ab', 'b', '<$1$name>', 'a<>'],
    ['a group that took no part', 'ab', '(a)|(b)', '<$2>', '<><b>'],
    ['a number with a leading zero', 'ab', '(b)', '<$01>', 'a<>'],
    ['a number that is a name', 'ab', '(?P<01>b)', '<$01>', 'a<b>'],
    ['a number too large', 'ab', '(b)', '<$9999999999>', 'a<>'],
    ['a name like a property of objects', 'ab', '(?P<n>b)', '<$constructor>', 'a<>'],
    ['a doubled dollar', 'ab', '(b)', '$$1', 'a$1'],
    ['a dollar before something else', 'ab', 'b', '$-$', 'a$-$'],
    ['an open brace', 'ab', '(b)', '${1', 'a${1'],
    ['signs of JavaScript', 'ab', 'b', '$&$`\\1', 'a$&$`\\1'],
    ['empty matches', 'ab', '', '-', '-a-b-'],
    ['no empty match behind another', 'baac', 'a*', '-', '-b-c-'],
    ['characters outside the BMP whole', 'a😀', '', '-', '-a-😀-'],
    ['a start only once', 'aaa', '^a', 'b', 'baa'],
    ['small and large letters', 'aA', '(?i)a', 'b', 'bb'],
    ['nothing when nothing matches', 'abc', 'x', 'y', 'abc'],
  ])('replaces %s', (_, text, pattern, template, expected) => {
    expect(replace(text, pattern, template)).toBe(expected);
  });

  const patterns = ['a*', '(a|b)+', '\\b', '[^a]', '^', 'a|', '(?i)B', '.', ''];

  it('returns the text when each match is replaced by itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...patterns), (text, pattern) => {
        expect(replace(text, pattern, '$0')).toBe(text);
        expect(replace(text, `(${pattern})`, `\${1}`)).toBe(text);
      }),
    );
  });

  it('returns any template with its dollars doubled as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('$', '{', '}', '1', 'a', '😀') }), (template) => {
        expect(replace('x', 'x', template.replaceAll('$', '$$$$'))).toBe(template);
      }),
    );
  });

  it('takes time in proportion to the text', () => {
    expect(replace('a'.repeat(20_000), '(a*)*b|(a|a)*c', 'x')).toHaveLength(20_000);
  });

  it('forgets patterns when there are many', () => {
    for (let count = 0; count < 250; count++) expect(replace(`a${count}`, `a${count}`, 'b')).toBe('b');
  });
});

describe('when something cannot be replaced', () => {
  it.each([
    ['an open group', '('],
    ['a look-ahead', '(?=a)'],
    ['a look-behind', '(?<=a)'],
    ['a reference back', '(a)\\1'],
    ['too many repetitions', 'a{1001}'],
    ['repetitions of repetitions beyond a thousand', '(a{1000}){2}'],
    ['a range that runs backwards', '[z-a]'],
  ])('throws for a pattern with %s', (_, pattern) => {
    expect(() => replace('a', pattern, 'b')).toThrow(BuiltinError);
  });

  it.each([
    ['the text', [1, 'a', 'b']],
    ['the pattern', ['a', null, 'b']],
    ['the template', ['a', 'a', ['b']]],
  ] as const)('throws when %s is no text', (_, [text, pattern, template]) => {
    expect(() => replace(text, pattern, template)).toThrow('regex.replace: expected a text');
  });

  it('says which pattern was wrong, and why', () => {
    expect(() => replace('a', '(', 'b')).toThrow(
      expect.objectContaining({
        message: 'regex.replace: expected a regular expression in the syntax of RE2, got "("',
        cause: expect.objectContaining({ message: expect.stringContaining('missing closing )') }),
      }),
    );
  });
});
