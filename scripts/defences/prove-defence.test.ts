import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainProof } from './explain-proof.ts';
import { proveDefence } from './prove-defence.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'souk-proof-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('when what is to be taken out is not there exactly once', () => {
  it.each<[name: string, text: string]>([
    ['not at all', 'let all = in;\n'],
    ['twice', 'refuse();\nrefuse();\n'],
  ])('says so, and leaves the file as it is: %s', (_name, text) => {
    writeFileSync(join(folder, 'gate.ts'), text);
    const defence = {
      name: 'gate',
      summary: 'Refuses',
      file: 'gate.ts',
      from: 'refuse();',
      to: '',
      tests: [],
    };
    const proof = proveDefence(folder, defence);
    expect(proof.outcome).toBe('text-gone');
    expect(explainProof(proof)).toEqual(['Expected exactly once in gate.ts: "refuse();"']);
    expect(readFileSync(join(folder, 'gate.ts'), 'utf8')).toBe(text);
  });
});
