import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readValues } from './read-values.ts';

describe('when values are given on the command line', () => {
  it.each<[text: string, value: unknown]>([
    ['channel=#leads', '#leads'],
    ['minScore=60', 60],
    ['id="60"', '60'],
    ['countries=[DE, NL]', ['DE', 'NL']],
    ['mention=true', true],
    ['text=a=b', 'a=b'],
    ['url=https://example.com/a?b=c', 'https://example.com/a?b=c'],
    ['ref=vault:kv/crm#token', 'vault:kv/crm#token'],
    ['glob=*.json', '*.json'],
    ['empty=', null],
  ])('reads %s', (text, value) => {
    expect(Object.values(parse(readValues([text]) ?? ''))).toEqual([value]);
  });

  it('keeps them in order, and gives nothing for none', () => {
    expect(readValues(['b=1', 'a=2'])).toBe('b: 1\na: 2\n');
    expect(readValues([])).toBeUndefined();
  });

  it.each([
    ['no name', '=1', 'expected name=value'],
    ['no value', 'name', 'expected name=value'],
    ['no YAML', 'a=[1', 'a: '],
  ])('refuses %s', (_name, text, words) => {
    expect(() => readValues([text])).toThrow(words);
  });

  it('refuses a name that is given twice', () => {
    expect(() => readValues(['a=1', 'a=2'])).toThrow('a is given twice.');
  });
});
