import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problems } from './problems.ts';

describe('the table of problems in the README', () => {
  it('lists every code with its status and title, and no other', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| `([a-z-]+)` *\| (\d{3}) *\| (.+?) *\|$/gm)].map(
      ([, code, status, title]) => [code, Number(status), title],
    );
    expect(rows).toEqual(Object.entries(problems).map(([code, { status, title }]) => [code, status, title]));
  });
});
