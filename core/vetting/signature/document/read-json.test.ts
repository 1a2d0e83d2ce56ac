import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64 } from './base64.ts';
import { readJson } from './read-json.ts';

const LIMIT = 1_000_000;
const read = (text: string | Buffer): ReturnType<typeof readJson> => readJson(Buffer.from(text), LIMIT);

describe('when a document is sound', () => {
  it('reads any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(read(text)).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  it.each(['{"a:b":"c:{[\\"","d\\\\":1}', '[[],{},"}{"]', '{"__proto__":1}'])('reads %s', (text) => {
    expect(read(text).ok).toBe(true);
  });
});

describe('when a document is hostile', () => {
  it.each<[string, string | Buffer, string]>([
    ['too long', `"${'a'.repeat(LIMIT)}"`, 'signature/limit'],
    ['nested too deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'signature/limit'],
    ['nested too deep and not closed', '{"a":'.repeat(100_000), 'signature/limit'],
    ['a key twice', '{"a":1,"a":2}', 'signature/malformed'],
    ['a key twice, written in two ways', '{"a":1,"\\u0061":2}', 'signature/malformed'],
    ['a key twice, deep inside', '[{"x":{"subject":[],"subject":[1]}}]', 'signature/malformed'],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'signature/malformed'],
    ['not JSON', '{a:1}', 'signature/malformed'],
    ['a text that does not end', '"abc\\', 'signature/malformed'],
    ['two documents', '{} {}', 'signature/malformed'],
    ['empty', '', 'signature/malformed'],
  ])('refuses one that is %s', (_name, text, rule) => {
    expect(read(text)).toMatchObject({ ok: false, rejection: { rule } });
  });
});

describe('when base64 is read', () => {
  it('reads what it writes, and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        expect(decodeBase64(text)).toEqual(Buffer.from(bytes));
        expect(decodeBase64(`${text}\n`)).toBeUndefined();
      }),
    );
  });

  it.each(['YQ', 'YQ=', 'YR==', 'Y-_=', '!!!!', 'YQ==YQ=='])('refuses %s', (text) => {
    expect(decodeBase64(text)).toBeUndefined();
  });
});
