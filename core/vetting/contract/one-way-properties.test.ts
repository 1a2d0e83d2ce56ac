import { describe, expect, it } from 'vitest';
import { received, sent, withIt } from './testing/changed-api.ts';
import { harmsBetween } from './testing/compare-documents.ts';

type Json = Readonly<Record<string, unknown>>;

const text = { type: 'string' };
const count = { type: 'integer' };
const readOnly = (schema: Json) => ({ ...schema, readOnly: true });
const writeOnly = (schema: Json) => ({ ...schema, writeOnly: true });
const empty = { type: 'object', additionalProperties: false };

describe('when a property travels one way only', () => {
  const cases: readonly (readonly [
    name: string,
    before: Json,
    after: Json,
    harms: readonly ('request' | 'answer')[],
  ])[] = [
    ['a received one changes its type', withIt(readOnly(text)), withIt(readOnly(count)), ['answer']],
    ['a sent one changes its type', withIt(writeOnly(text)), withIt(writeOnly(count)), ['request']],
    ['one of both ways changes its type', withIt(text), withIt(count), ['request', 'answer']],
    ['a received one is removed', withIt(readOnly(text), { additionalProperties: false }), empty, ['answer']],
    ['a sent one is removed', withIt(writeOnly(text), { additionalProperties: false }), empty, ['request']],
    [
      'a received one becomes required',
      withIt(readOnly(text)),
      withIt(readOnly(text), { required: ['it'] }),
      [],
    ],
    [
      'a sent one becomes required',
      withIt(writeOnly(text)),
      withIt(writeOnly(text), { required: ['it'] }),
      ['request'],
    ],
    [
      'a received one becomes optional',
      withIt(readOnly(text), { required: ['it'] }),
      withIt(readOnly(text)),
      ['answer'],
    ],
    [
      'a sent one becomes optional',
      withIt(writeOnly(text), { required: ['it'] }),
      withIt(writeOnly(text)),
      [],
    ],
    ['a sent one is received too', withIt(writeOnly(text)), withIt(text), []],
    ['one of both ways is no longer received', withIt(text), withIt(writeOnly(text)), ['answer']],
  ];

  it.each(cases)('%s', (_, before, after, harms) => {
    const isHarmful = (build: (schema: Json) => Json): boolean =>
      harmsBetween({ 'openapi.yaml': build(before) }, { 'openapi.yaml': build(after) }).some((harm) =>
        harm.startsWith('breaking'),
      );
    expect({ request: isHarmful(sent), answer: isHarmful(received) }).toEqual({
      request: harms.includes('request'),
      answer: harms.includes('answer'),
    });
  });
});
