import { describe, expect, it } from 'vitest';
import { encodeJson } from './write-rows.ts';

describe('when a text holds what PostgreSQL can not', () => {
  const cases: [name: string, text: string, expected: string][] = [
    ['NUL', 'a\0b', 'a\uFFFDb'],
    ['half a surrogate pair', 'a\ud800b', 'a\uFFFDb'],
    ['a whole pair', '😀', '😀'],
    ['an escape that only looks like one', String.raw`\u0000 \ud800`, String.raw`\u0000 \ud800`],
  ];
  it.each(cases)('holds %s', (_name, text, expected) => {
    expect(JSON.parse(encodeJson({ [text]: [text] }))).toEqual({ [expected]: [expected] });
  });

  it('leaves dates as they are', () => {
    expect(JSON.parse(encodeJson({ at: new Date(0), nul: '\0' }))).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      nul: '\uFFFD',
    });
  });
});
