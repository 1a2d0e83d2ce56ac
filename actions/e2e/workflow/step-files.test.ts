import { describe, expect, it } from 'vitest';
import { parseValues } from './step-files.ts';

describe('when the values that a step left are read', () => {
  it.each<[name: string, text: string, values: Record<string, string>]>([
    ['one a line', 'a=1\nb=x=y\n', { a: '1', b: 'x=y' }],
    ['over several lines', 'a<<END\none\ntwo\nEND\nb=2\n', { a: 'one\ntwo', b: '2' }],
    ['a block that holds an assignment', 'a<<END\nb=evil\nEND\n', { a: 'b=evil' }],
    ['nothing', '', {}],
  ])('returns them: %s', (_name, text, values) => {
    expect(parseValues(text)).toEqual(values);
  });

  it('refuses a block without an end', () => {
    expect(() => parseValues('a<<END\none\n')).toThrow('not ended by END');
  });
});
