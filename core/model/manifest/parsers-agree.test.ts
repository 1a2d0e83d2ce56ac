import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { readYaml } from './read-yaml.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const sampleFiles = ['catalog', 'connectors'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ya?ml$/.test(path))
    .map((path) => join(root, folder, path)),
);

/** One parser gives the value that is judged, the other the place that is shown: they have to mean the same. */
describe('when the two YAML parsers read a text', () => {
  it('agree on every file of the sample catalog', () => {
    expect(sampleFiles.length).toBeGreaterThan(50);
    for (const path of sampleFiles) {
      const text = readFileSync(path, 'utf8');
      // Deploy files hold several documents; manifests never do.
      if (/^---$/m.test(text)) continue;
      expect(readYaml(text), path).toEqual({ ok: true, value: parse(text, { version: '1.2' }) });
    }
  });

  it('agree on whatever can be written', () => {
    const leaf = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom(
        'yes',
        'no',
        '010',
        '0x1',
        '1e3',
        '2026-11-22',
        '~',
        '<<',
        '=',
        '1_000',
        '.5',
        'null',
        '- a',
        '#',
        ': ',
      ),
    );
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), tie('node'), { maxKeys: 4 }),
      ),
    })).node;
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1 }), value, { minKeys: 1, maxKeys: 5 }),
        fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'BLOCK_LITERAL'),
        (mapping, style) => {
          const text = stringify(mapping, { defaultStringType: style as 'PLAIN' });
          const read = readYaml(text);
          if (read.ok) expect(read.value).toEqual(parse(text, { version: '1.2' }));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
