import { Type } from 'typebox';
import { text } from './schema-parts.ts';

/** A text that no control sign of databases is in. */
export const PRINTABLE = '^[^\\u0000]+$';
/** Nothing else is taken. */
export const closed = { additionalProperties: false };

export const filter = (description: string, example: string) =>
  Type.Optional(Type.String({ pattern: PRINTABLE, maxLength: 200, description, examples: [example] }));

/** `2026-11` */
export const monthPattern = '^\\d{4}-(0[1-9]|1[0-2])$';

export const time = (description: string, example: string) =>
  Type.String({ minLength: 10, maxLength: 40, description, examples: [example] });

export const limit = Type.Integer({
  minimum: 1,
  maximum: 1_000,
  default: 100,
  description: 'Rows on a page.',
  examples: [100],
});

export const cursor = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 4_000,
    description: '`nextCursor` of the page before.',
    examples: ['WyJ4Il0'],
  }),
);

export const nextCursor = Type.Optional(text('Gives the next page; absent on the last.', 'WyJ4Il0'));
