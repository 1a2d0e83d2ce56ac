import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { threats } from './threats.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const defences = threats.flatMap((threat) => threat.defences);

describe('when the defences are listed', () => {
  it('finds each name once', () => {
    const names = defences.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(defences)('finds exactly once what is taken out: $name', ({ file, from, to }) => {
    expect(read(file).split(from)).toHaveLength(2);
    expect(to).not.toBe(from);
  });

  it.each(defences)('finds tests of the names that are given: $name', ({ tests }) => {
    expect(tests).not.toEqual([]);
    expect(tests.filter(({ file, title }) => !read(file).includes(title))).toEqual([]);
  });
});
