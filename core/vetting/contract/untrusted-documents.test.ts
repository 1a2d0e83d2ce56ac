import { describe, expect, it } from 'vitest';
import { anApi, received, withIt } from './testing/changed-api.ts';
import { anApiApp, aVettedEntry, contractSettings, type Documents } from './testing/contracts.ts';
import { find } from './testing/find.ts';

const text = { type: 'string' };
const nothing: readonly string[] = [];
const openapi = (api: unknown, more: Documents = {}): Documents => ({ 'openapi.yaml': api, ...more });

describe('when a document refers to others', () => {
  const order = { ...withIt(text) };
  const referring = (ref: string) =>
    anApi({ schemas: { Order: { type: 'object', properties: { it: { $ref: ref } } } } });
  const at = 'openapi.yaml /components/schemas/Order/properties/it/$ref';
  const cases: readonly (readonly [ref: string, expected: readonly string[]])[] = [
    ['schemas/order.yaml', nothing],
    ['./schemas/order.yaml#/properties/it', nothing],
    ['schemas/deep/../order.yaml', nothing],
    ['https://example.com/order.yaml', [`ref-remote ${at}`]],
    ['//example.com/order.yaml', [`ref-remote ${at}`]],
    ['http://169.254.169.254/latest', [`ref-remote ${at}`]],
    ['file:///etc/passwd', [`ref-outside ${at}`]],
    ['/etc/passwd', [`ref-outside ${at}`]],
    ['../other/openapi.yaml', [`ref-outside ${at}`]],
    ['schemas/%2e%2e/%2e%2e/other.yaml', [`ref-outside ${at}`]],
    ['..\\other.yaml', [`ref-outside ${at}`]],
    ['schemas/none.yaml', [`ref-missing ${at}`]],
    ['#/components/schemas/None', [`ref-missing ${at}`]],
    ['#/constructor', [`ref-missing ${at}`]],
    ['schemas/broken.yaml', ['syntax schemas/broken.yaml @4']],
  ];

  it.each(cases)('%s', async (ref, expected) => {
    const documents = { 'schemas/order.yaml': order, 'schemas/broken.yaml': 'a: [' };
    expect(await find(aVettedEntry(anApiApp(), openapi(referring(ref), documents)))).toEqual(expected);
  });

  it('finds changes in the files that are referred to', async () => {
    const entry = anApiApp();
    const api = referring('schemas/order.yaml');
    const vetted = aVettedEntry(entry, openapi(api, { 'schemas/order.yaml': { type: 'integer' } }), {
      entry,
      documents: openapi(api, { 'schemas/order.yaml': text }),
    });
    expect(await find(vetted)).toEqual(['deny type-changed schemas/order.yaml /type']);
  });
});

describe('when a document is hostile', () => {
  const bomb = [
    'a: &a [x, x]',
    ...'bcdefghijklmnopqrstuvwxyz'
      .split('')
      .map(
        (c, i) => `${c}: &${c} [*${'abcdefghijklmnopqrstuvwxyz'[i]}, *${'abcdefghijklmnopqrstuvwxyz'[i]}]`,
      ),
  ].join('\n');
  const cases: readonly (readonly [name: string, document: unknown, expected: readonly string[]])[] = [
    ['an alias bomb', bomb, ['limit openapi.yaml @0']],
    ['aliases without end', `x: &x [1]\ny: [${'*x, '.repeat(300)}]`, ['limit openapi.yaml @0']],
    ['deep nesting', `a: ${'['.repeat(5000)}`, ['limit openapi.yaml @0']],
    ['too many bytes', ' '.repeat(5 * 1024 * 1024), ['limit openapi.yaml @0']],
    [
      'a reference to itself',
      anApi({ schemas: { Order: { $ref: '#/components/schemas/Order' } } }),
      [
        'ref-missing openapi.yaml /components/schemas/Order/$ref',
        'ref-missing openapi.yaml /paths/~1orders~1{id}/get/responses/200/content/application~1json/schema/$ref',
      ],
    ],
    [
      'keys of the prototype',
      '{"openapi":"3.1.0","__proto__":{"x":1},"constructor":{},"info":{"title":"A","version":"1"},"paths":{}}',
      ['structure openapi.yaml /__proto__', 'structure openapi.yaml /constructor'],
    ],
    [
      'a pattern that takes for ever',
      received(withIt({ ...text, pattern: '^(a+)+$' }, { example: { it: `${'a'.repeat(40)}!` } })),
      ['example openapi.yaml /components/schemas/Order/example/it'],
    ],
    [
      'a pattern that looks back',
      received(withIt({ ...text, pattern: '^(a+)\\1+$' }, { example: { it: `${'a'.repeat(41)}!` } })),
      nothing,
    ],
    [
      'too many references',
      anApi({
        schemas: {
          List: { allOf: Array.from({ length: 21_000 }, () => ({ $ref: '#/components/schemas/Order' })) },
        },
      }),
      ['limit openapi.yaml '],
    ],
    [
      'schemas that hold themselves',
      received({
        allOf: [{ $ref: '#/components/schemas/Order' }],
        properties: { it: { $ref: '#/components/schemas/Order' } },
      }),
      nothing,
    ],
  ];

  it.each(cases)('%s', async (_, document, expected) => {
    expect(await find(aVettedEntry(anApiApp(), openapi(document)))).toEqual(expected);
  });

  it('a long chain of references', async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 3000 }, (_, i) => [`S${i}`, { $ref: `#/components/schemas/S${i + 1}` }]),
    );
    const found = await find(
      aVettedEntry(anApiApp(), openapi(anApi({ schemas: { ...chain, S3000: text } }))),
    );
    expect(found).toHaveLength(contractSettings.limits.findings);
    expect(found).toContain('ref-missing openapi.yaml /components/schemas/S0/$ref');
  });

  it('schemas that lead to each other without end', async () => {
    const links = Object.fromEntries(
      Array.from({ length: 5000 }, (_, i) => [`S${i}`, withIt({ $ref: `#/components/schemas/S${i + 1}` })]),
    );
    const vetted = aVettedEntry(anApiApp(), openapi(anApi({ schemas: { ...links, S5000: text } })));
    expect(await find(vetted)).toEqual(['limit openapi.yaml @0']);
  });

  it('gives up on schemas that multiply when they are compared', async () => {
    const entry = anApiApp();
    const documents = openapi(
      received(withIt({ type: 'object', properties: { a: text, b: text, c: text } })),
    );
    const settings = { ...contractSettings, limits: { ...contractSettings.limits, comparisons: 3 } };
    expect(await find(aVettedEntry(entry, documents, { entry, documents }), settings)).toEqual([
      'limit openapi.yaml @0',
    ]);
  });
});
