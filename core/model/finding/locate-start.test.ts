import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { appendPointer } from './json-pointer.ts';
import { createLocator } from './locate.ts';
import { createStartLocator } from './locate-start.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const manifests = ['catalog', 'connectors'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml') && !path.endsWith('deploy.yaml'))
    .map((path) => join(folder, path)),
);

const odd = `# A comment first
plain: text
"quoted key": "quoted"
single: 'it''s'
folded: >- # with a > in a comment
  one
  two
literal: |2

    indented
flow: {a: 1, "b": [x, 'y', {c: d}]}
empty:
commented: # nothing here
list:
  - one
  -
  - nested: no list
    other: >
      text
  - - a
    - b
anchored: &here value
again: *here
7: a number for a key
`;

/** Every pointer into a value, and one that leads nowhere from each. */
function pointersOf(value: unknown, pointer = ''): string[] {
  const children =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, child]) => pointersOf(child, appendPointer(pointer, key)))
      : [];
  return [pointer, appendPointer(pointer, 'missing'), ...children];
}

describe('when a text is placed fast', () => {
  it.each(manifests)('says what the thorough way says, for %s', (path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const fast = createStartLocator(text);
    const thorough = createLocator(path, text);
    const pointers = pointersOf(parse(text));
    expect(pointers.map((pointer) => [pointer, fast(pointer)])).toEqual(
      pointers.map((pointer) => {
        const { line, column } = thorough({ pointer, on: 'value' });
        return [pointer, { line, column }];
      }),
    );
  });

  it('says so of odd ways to write too', () => {
    const fast = createStartLocator(odd);
    const thorough = createLocator('odd.yaml', odd);
    const pointers = pointersOf(parse(odd, { uniqueKeys: false }));
    expect(pointers.map((pointer) => [pointer, fast(pointer)])).toEqual(
      pointers.map((pointer) => {
        const { line, column } = thorough({ pointer, on: 'value' });
        return [pointer, { line, column }];
      }),
    );
  });

  it.each([
    ['an empty text', ''],
    ['only comments', '# nothing\n'],
    ['a text alone', 'words'],
    ['what does not parse', 'a: [1, 2\nb: }'],
    ['a tab', 'a:\n\tb: 1'],
    ['Windows line ends', 'a: 1\r\nb: >\r\n  text\r\nc: 3\r\n'],
  ])('says so of %s', (_name, text) => {
    const fast = createStartLocator(text);
    const thorough = createLocator('x.yaml', text);
    for (const pointer of ['', '/a', '/b', '/b/c', '/c']) {
      const { line, column } = thorough({ pointer, on: 'value' });
      expect({ pointer, ...fast(pointer) }).toEqual({ pointer, line, column });
    }
  });
});
