import { describe, expect, it } from 'vitest';
import { link } from './link.ts';

describe('when an address becomes a link', () => {
  it.each<[name: string, address: string, markdown: string]>([
    [
      'a page',
      'https://github.com/a/b/blob/main/docs/x.md',
      '[x](https://github.com/a/b/blob/main/docs/x.md)',
    ],
    ['what is encoded already', 'https://a.example/b%20c', '[x](https://a.example/b%20c)'],
    ['spaces and brackets', 'https://a.example/b c)(<d>|', '[x](https://a.example/b%20c%29%28%3Cd%3E%7C)'],
    ['half a character', 'https://a.example/\ud800', '[x](https://a.example/%EF%BF%BD)'],
    ['a script', 'javascript:alert(1)', 'x'],
    ['a relative address', 'docs/x.md', 'x'],
    ['a way out of the folder', 'https://a.example/docs/../../other', 'x'],
    ['a hidden way out of the folder', 'https://a.example/docs/%2e%2E/other', 'x'],
    ['a way out at the end', 'https://a.example/docs/..', 'x'],
    ['dots that are part of a name', 'https://a.example/docs/..x/.y', '[x](https://a.example/docs/..x/.y)'],
  ])('cannot be broken out of: %s', (_name, address, markdown) => {
    expect(link('x', address)).toBe(markdown);
  });
});
