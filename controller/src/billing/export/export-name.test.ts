import { isAbsolute, join, normalize } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportName, nameOfRevision } from './export-name.ts';

describe('when a file gets its name', () => {
  it.each([
    [['2026-11', 'allocation-2026-11-03.csv'], '2026-11/allocation-2026-11-03.csv'],
    [
      ['2026-11', 'statements', '2026-11-cost-center-1f0c-1.json'],
      '2026-11/statements/2026-11-cost-center-1f0c-1.json',
    ],
  ])('joins %j', (parts, name) => {
    expect(exportName(...parts)).toBe(name);
  });

  it.each([
    ['..'],
    ['.'],
    [''],
    ['a/b'],
    ['a\\b'],
    ['/etc'],
    ['.hidden'],
    ['a\0.csv'],
    ['a\n.csv'],
    ['A.csv'],
    ['-rf'],
    ['a..csv'],
    ['a%2fb'],
    ['x'.repeat(200)],
  ])('refuses "%s"', (part) => {
    expect(() => exportName('2026-11', part)).toThrow(RangeError);
    expect(() => exportName(part)).toThrow(RangeError);
  });

  it('leads nowhere else, whatever the parts are', () => {
    const tricky = fc.array(fc.constantFrom('.', '..', '/', '\\', 'a', 'b-1', '.csv', '\0', '%', ' '), {
      maxLength: 6,
    });
    const part = fc.oneof(
      tricky.map((pieces) => pieces.join('')),
      fc.string({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
        let name: string;
        try {
          name = exportName(...parts);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return;
        }
        expect(isAbsolute(name)).toBe(false);
        expect(normalize(name)).toBe(name);
        expect(join('/srv/billing', name).startsWith('/srv/billing/')).toBe(true);
        expect(new URL(`/bucket/${name}`, 'https://s3.example.com').pathname).toBe(`/bucket/${name}`);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['2026-11/focus-2026-11.csv', 1, '2026-11/focus-2026-11.csv'],
    ['2026-11/focus-2026-11.csv', 2, '2026-11/focus-2026-11.r2.csv'],
    ['2026-11/statements/a-1.html', 12, '2026-11/statements/a-1.r12.html'],
  ])('says which revision of %s is number %d', (base, revision, name) => {
    expect(nameOfRevision(base, revision)).toBe(name);
  });
});
