import { kinds } from '@souk/model/manifest/manifest.ts';
import { type Static, type TSchema, Type } from 'typebox';
import { oneOf } from './one-of.ts';

/** A reference to one of the `sharedSchemas`. */
export function ref<T extends TSchema & { $id?: string }>(schema: T) {
  return Type.Unsafe<Static<T>>({ $ref: `${schema.$id}#` });
}

export function list<T extends TSchema>(items: T, description: string) {
  return Type.Array(items, { description });
}

/** The schema, or null. */
export function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

export const text = (description: string, example?: string) =>
  Type.String({ description, ...(example === undefined ? {} : { examples: [example] }) });
export const timestamp = (description: string) =>
  Type.String({ format: 'date-time', description, examples: ['2026-11-22T08:30:00.000Z'] });

export const kind = oneOf(kinds, { description: 'Kind of entity.', examples: ['App'] });
export const id = text('Identifier, unique within its kind.', 'crm-sync');
export const commit = (description: string) => text(description, '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d');

export const verdict = (description: string) =>
  oneOf(['pass', 'fail', 'error'] as const, { description, examples: ['pass'] });

export const location = Type.Object({
  path: text('File.'),
  line: Type.Integer({ description: 'Line, from 1.', examples: [12] }),
  column: Type.Integer({ description: 'Column, from 1.', examples: [3] }),
  endLine: Type.Integer({ description: 'Last line.', examples: [12] }),
  endColumn: Type.Integer({ description: 'Column after the last.', examples: [20] }),
});

export const finding = Type.Object({
  rule: text('Rule that found it.', 'schema/type'),
  level: oneOf(['error', 'deny', 'warn', 'notice'] as const, {
    description: 'How much it matters.',
    examples: ['deny'],
  }),
  message: text('What is wrong.'),
  help: text('How to mend it.'),
  docs: text('Page that explains the rule.', 'docs/rules/schema/type.md'),
  location,
  waivedBy: Type.Optional(text('Waiver that silences it.')),
});
