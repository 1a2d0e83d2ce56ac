import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeVaultPath, parseVaultReference } from './parse-vault-reference.ts';

describe('when a reference to a vault is parsed', () => {
  it.each([
    ['vault:kv/crm#token', 'kv/crm', 'token'],
    ['vault:kv/crm/prod#api.token', 'kv/crm/prod', 'api.token'],
    ['vault:kv/a b#token'.replace(' ', '%20'), 'kv/a%20b', 'token'],
    ['vault:kv/...#x', 'kv/...', 'x'],
  ])('takes %s apart', (reference, path, key) => {
    expect(parseVaultReference(reference)).toEqual({ path, key });
  });

  it.each([
    ['vault:kv#token', 'a mount and a path'],
    ['vault:kv/crm', 'expected vault:'],
    ['vault:kv/crm#', 'expected vault:'],
    ['vault:#token', 'expected vault:'],
    ['vault:kv/crm#a#b', 'expected vault:'],
    ['vault:kv/../sys/raw#x', 'no parts of a path'],
    ['vault:kv/./crm#x', 'no parts of a path'],
    ['vault:/kv/crm#x', 'is empty'],
    ['vault:kv//crm#x', 'is empty'],
    ['vault:kv/crm/#x', 'is empty'],
    ['vault:kv/c\nrm#x', 'control characters'],
    ['vault:kv/c\u0085rm#x', 'control characters'],
    ['vault:kv/c\ud800rm#x', 'control characters'],
    [`vault:kv/${'x'.repeat(1_000)}#x`, 'expected vault:'],
  ])('refuses %j', (reference, reason) => {
    expect(() => parseVaultReference(reference)).toThrow(reason);
  });

  it('says so in one line without control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        try {
          parseVaultReference(`vault:kv/${text}#x`);
        } catch (error) {
          expect(String(error)).not.toMatch(/\p{Cc}/u);
        }
      }),
    );
  });
});

describe('whatever a path holds', () => {
  it('stays below where it begins when it is part of an address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        let path: string;
        try {
          ({ path } = parseVaultReference(`vault:kv/${text}#x`));
        } catch {
          return;
        }
        const url = new URL(`http://vault/v1/${encodeVaultPath(path)}`);
        expect([url.search, url.hash]).toEqual(['', '']);
        expect(decodeURIComponent(url.pathname)).toBe(`/v1/${path}`);
      }),
      { numRuns: 2_000 },
    );
  });
});
