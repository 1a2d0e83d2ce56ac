import { type ChangeCase, sentBody, sentProperty } from './change-case.ts';
import { withIt } from './changed-api.ts';

const text = { type: 'string' };
const count = { type: 'integer' };
const list = { type: 'array', items: text };

/** Changes of what callers send. */
export const requestCases: readonly ChangeCase[] = [
  sentProperty('type changes', text, count, 'breaking type-changed $/type', { type: ['string', 'integer'] }),
  sentProperty('number becomes integer', { type: 'number' }, count, 'breaking type-changed $/type', {
    type: 'number',
    description: 'Any.',
  }),
  sentProperty(
    'a type of several is taken away',
    { type: ['string', 'integer'] },
    text,
    'breaking type-changed $/type',
    {
      type: ['integer', 'string'],
    },
  ),
  sentProperty('any type becomes one', {}, text, 'breaking type-changed $/type', {
    description: 'Anything.',
  }),
  sentProperty(
    'null is no longer taken',
    { type: ['string', 'null'] },
    text,
    'breaking nullability-changed $/type',
    { anyOf: [text, { type: 'null' }] },
  ),
  sentProperty(
    'a value is taken away',
    { enum: ['a', 'b'] },
    { enum: ['a'] },
    'breaking values-removed $/enum',
    {
      enum: ['b', 'c', 'a'],
    },
  ),
  sentProperty(
    'values become a list',
    text,
    { type: 'string', enum: ['a'] },
    'breaking values-removed $/enum',
    text,
  ),
  sentProperty('a constant changes', { const: 'a' }, { const: 'b' }, 'breaking values-removed $', {
    enum: ['a'],
  }),
  sentProperty(
    'an enum shrinks to a constant',
    { enum: ['a', 'b'] },
    { const: 'a' },
    'breaking values-removed $/enum',
    {
      enum: ['b', 'a'],
    },
  ),
  sentProperty(
    'a format is asked for',
    text,
    { type: 'string', format: 'uuid' },
    'breaking format-changed $/format',
    {
      type: 'string',
      title: 'Any.',
    },
  ),
  sentProperty(
    'a format changes',
    { type: 'string', format: 'date' },
    { type: 'string', format: 'date-time' },
    'breaking format-changed $/format',
    text,
  ),
  sentProperty(
    'int64 becomes int32',
    { type: 'integer', format: 'int64' },
    { type: 'integer', format: 'int32' },
    'breaking format-changed $/format',
    count,
  ),
  sentProperty(
    'a pattern is asked for',
    text,
    { type: 'string', pattern: '^a' },
    'breaking pattern-changed $/pattern',
    text,
  ),
  sentProperty(
    'a pattern changes',
    { type: 'string', pattern: '^a' },
    { type: 'string', pattern: '^b' },
    'breaking pattern-changed $/pattern',
    text,
  ),
  sentProperty(
    'minLength rises',
    { type: 'string', minLength: 1 },
    { type: 'string', minLength: 2 },
    'breaking limit-tightened $/minLength',
    text,
  ),
  sentProperty(
    'maxLength falls',
    { type: 'string', maxLength: 9 },
    { type: 'string', maxLength: 8 },
    'breaking limit-tightened $/maxLength',
    {
      type: 'string',
      maxLength: 10,
    },
  ),
  sentProperty(
    'maxLength appears',
    text,
    { type: 'string', maxLength: 8 },
    'breaking limit-tightened $/maxLength',
    {
      type: 'string',
      minLength: 0,
    },
  ),
  sentProperty(
    'minimum rises',
    { type: 'integer', minimum: 1 },
    { type: 'integer', minimum: 2 },
    'breaking limit-tightened $/minimum',
    {
      type: 'integer',
      minimum: 0,
    },
  ),
  sentProperty(
    'maximum falls',
    { type: 'integer', maximum: 9 },
    { type: 'integer', maximum: 8 },
    'breaking limit-tightened $/maximum',
    count,
  ),
  sentProperty(
    'a minimum is excluded',
    { type: 'integer', minimum: 1 },
    { type: 'integer', exclusiveMinimum: 1 },
    'breaking limit-tightened $/minimum',
    { type: 'integer', exclusiveMinimum: 0 },
  ),
  sentProperty(
    'maxItems falls',
    { ...list, maxItems: 9 },
    { ...list, maxItems: 8 },
    'breaking limit-tightened $/maxItems',
    list,
  ),
  sentProperty('minItems appears', list, { ...list, minItems: 1 }, 'breaking limit-tightened $/minItems', {
    ...list,
    minItems: 0,
  }),
  sentProperty(
    'minProperties appears',
    { type: 'object' },
    { type: 'object', minProperties: 1 },
    'breaking limit-tightened $/minProperties',
    { type: 'object', maxProperties: undefined },
  ),
  sentProperty(
    'uniqueItems appears',
    list,
    { ...list, uniqueItems: true },
    'breaking condition-changed $/uniqueItems',
    {
      ...list,
      uniqueItems: false,
    },
  ),
  sentProperty(
    'multipleOf appears',
    count,
    { type: 'integer', multipleOf: 5 },
    'breaking condition-changed $/multipleOf',
    count,
  ),
  sentProperty(
    'multipleOf grows to no divisor',
    { type: 'integer', multipleOf: 10 },
    { type: 'integer', multipleOf: 15 },
    'breaking condition-changed $/multipleOf',
    { type: 'integer', multipleOf: 5 },
  ),
  sentProperty('items narrow', list, { ...list, items: count }, 'breaking type-changed $/items/type', {
    ...list,
    items: { type: ['string', 'integer'] },
  }),
  sentProperty(
    'a default changes',
    { ...count, default: 1 },
    { ...count, default: 2 },
    'risky default-changed $/default',
    {
      default: 1,
      ...count,
    },
  ),
  sentProperty(
    'a condition appears',
    text,
    { type: 'string', not: { const: 'x' } },
    'breaking condition-changed $/not',
    text,
  ),
  sentProperty(
    'a form is taken away',
    { oneOf: [{ $ref: '#/components/schemas/Order' }, text] },
    { oneOf: [{ $ref: '#/components/schemas/Order' }] },
    'breaking form-removed $/oneOf',
    { oneOf: [text, { $ref: '#/components/schemas/Order' }, count] },
  ),
  sentProperty('several forms become one', { anyOf: [text, count] }, text, 'breaking form-removed $', {
    anyOf: [count, text],
  }),
  sentBody(
    'a property becomes required',
    withIt(text),
    withIt(text, { required: ['it'] }),
    ['breaking property-required $/required/it'],
    withIt(text, { required: [] }),
  ),
  sentBody(
    'a required property is new',
    { type: 'object' },
    withIt(text, { required: ['it'] }),
    ['breaking property-required $/required/it'],
    withIt(text),
  ),
  sentBody(
    'a property is no longer read',
    withIt(text),
    { type: 'object' },
    ['risky property-ignored $/properties/it'],
    withIt(text),
  ),
  sentBody(
    'a property is no longer taken',
    withIt(text, { additionalProperties: false }),
    { type: 'object', additionalProperties: false },
    ['breaking property-removed $/properties/it'],
    withIt(text, { additionalProperties: true }),
  ),
  sentBody(
    'further properties are refused',
    withIt(text),
    withIt(text, { additionalProperties: false }),
    ['breaking properties-closed $/additionalProperties'],
    withIt(text, { additionalProperties: {} }),
  ),
  sentBody(
    'further properties get a type',
    withIt(text, { additionalProperties: { type: ['string', 'integer'] } }),
    withIt(text, { additionalProperties: text }),
    ['breaking type-changed $/additionalProperties/type'],
    withIt(text, { additionalProperties: {} }),
  ),
  sentBody(
    'a schema of allOf narrows',
    { allOf: [withIt(text)] },
    { allOf: [withIt(text), { required: ['it'] }] },
    ['breaking property-required $/allOf/1/required/it'],
    withIt(text),
  ),
];
