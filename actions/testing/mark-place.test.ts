import { describe, expect, it } from 'vitest';
import { markPlace } from './mark-place.ts';

const text = `kind: App
egress:
  - host: a.example.com
    risk: low
  - host: b.example.com
    risk: low
tags: [a, b]
`;

describe('when a place is marked', () => {
  it.each<[string, number, number, string]>([
    ['the start of a line', 1, 1, '▸kind: App'],
    ['a value', 1, 7, 'kind: ▸App'],
    ['an item of a list on one line', 7, 11, 'tags: [a, ▸b]'],
    ['an item of a list on lines', 3, 5, '- ▸host: a.example.com'],
    ['the end of a line', 1, 10, 'kind: App▸'],
    ['the first of two equal lines', 4, 11, '- host: a.example.com ⏎ risk: ▸low'],
    ['the second of two equal lines', 6, 11, '- host: b.example.com ⏎ risk: ▸low'],
    ['indentation', 3, 1, '▸  - host: a.example.com'],
    ['a place in indentation', 4, 3, '- host: a.example.com ⏎   ▸  risk: low'],
  ])('shows %s', (_name, line, column, marked) => {
    expect(markPlace(text, { line, column })).toBe(marked);
  });
});
