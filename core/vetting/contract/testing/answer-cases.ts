import { type ChangeCase, receivedBody, receivedProperty } from './change-case.ts';
import { withIt } from './changed-api.ts';

const text = { type: 'string' };
const count = { type: 'integer' };

/** Changes of what callers receive. */
export const answerCases: readonly ChangeCase[] = [
  receivedBody(
    'a property is removed',
    withIt(text),
    { type: 'object' },
    ['breaking property-removed $/properties/it'],
    {
      type: 'object',
      properties: { it: text, other: text },
    },
  ),
  receivedBody(
    'a property of a property is removed',
    withIt(withIt(text)),
    withIt({ type: 'object' }),
    ['breaking property-removed $/properties/it/properties/it'],
    withIt(withIt(text, { description: 'Same.' })),
  ),
  receivedBody(
    'a property is renamed',
    withIt(text),
    { type: 'object', properties: { that: text } },
    ['breaking property-removed $/properties/it'],
    { type: 'object', properties: { that: text, it: text } },
  ),
  receivedBody(
    'a property that was always there may be missing',
    withIt(text, { required: ['it'] }),
    withIt(text),
    ['breaking property-optional $/required/it'],
    withIt(text, { required: ['it'], description: 'Same.' }),
  ),
  receivedBody(
    'a property is only sent from now on',
    withIt(text),
    withIt({ ...text, writeOnly: true }),
    ['breaking property-removed $/properties/it'],
    withIt({ ...text, readOnly: true }),
  ),
  receivedBody(
    'a type under a reference changes',
    withIt({ allOf: [withIt(text)] }),
    withIt({ allOf: [withIt(count)] }),
    ['breaking type-changed $/properties/it/allOf/0/properties/it/type'],
    withIt(withIt(text)),
  ),
  receivedProperty('type changes', text, count, 'breaking type-changed $/type', {
    type: 'string',
    title: 'Same.',
  }),
  receivedProperty(
    'integer becomes number',
    count,
    { type: 'number' },
    'breaking type-changed $/type',
    count,
  ),
  receivedProperty('a type is added', text, { type: ['string', 'integer'] }, 'breaking type-changed $/type', {
    type: ['string'],
  }),
  receivedProperty('one type becomes any', text, {}, 'breaking type-changed $/type', text),
  receivedProperty(
    'null may come',
    text,
    { type: ['string', 'null'] },
    'breaking nullability-changed $/type',
    text,
  ),
  receivedProperty(
    'null may come as a form',
    text,
    { oneOf: [text, { type: 'null' }] },
    'breaking nullability-changed $/oneOf/0/type',
    { oneOf: [text] },
  ),
  receivedProperty(
    'null may come beside several forms',
    { oneOf: [text, count] },
    { oneOf: [text, count, { type: 'null' }] },
    'breaking nullability-changed $',
    { oneOf: [count, text] },
  ),
  receivedProperty('a value is added', { enum: ['a'] }, { enum: ['a', 'b'] }, 'risky values-added $/enum', {
    enum: ['a'],
  }),
  receivedProperty(
    'the list of values ends',
    { type: 'string', enum: ['a'] },
    text,
    'risky values-added $/enum',
    { const: 'a' },
  ),
  receivedProperty(
    'all values change',
    { enum: ['a', 'b'] },
    { enum: ['c'] },
    'breaking values-added $/enum',
    {
      enum: ['b'],
    },
  ),
  receivedProperty(
    'a format goes away',
    { type: 'string', format: 'date' },
    text,
    'breaking format-changed $/format',
    { format: 'date', type: 'string' },
  ),
  receivedProperty(
    'a format changes',
    { type: 'string', format: 'date' },
    { type: 'string', format: 'date-time' },
    'breaking format-changed $/format',
    { type: 'string', format: 'date', minLength: 10 },
  ),
  receivedProperty(
    'int32 becomes int64',
    { type: 'integer', format: 'int32' },
    { type: 'integer', format: 'int64' },
    'breaking format-changed $/format',
    { type: 'integer', format: 'int32' },
  ),
  receivedProperty(
    'a pattern goes away',
    { type: 'string', pattern: '^a' },
    text,
    'risky pattern-changed $/pattern',
    {
      type: 'string',
      pattern: '^a',
      maxLength: 8,
    },
  ),
  receivedProperty(
    'maxLength rises',
    { type: 'string', maxLength: 8 },
    { type: 'string', maxLength: 9 },
    'risky limit-relaxed $/maxLength',
    {
      type: 'string',
      maxLength: 7,
    },
  ),
  receivedProperty(
    'minimum falls',
    { type: 'integer', minimum: 1 },
    { type: 'integer', minimum: 0 },
    'risky limit-relaxed $/minimum',
    {
      type: 'integer',
      minimum: 2,
    },
  ),
  receivedProperty(
    'maximum goes away',
    { type: 'integer', maximum: 9 },
    count,
    'risky limit-relaxed $/maximum',
    {
      type: 'integer',
      maximum: 8,
    },
  ),
  receivedProperty(
    'uniqueness goes away',
    { type: 'array', items: text, uniqueItems: true },
    { type: 'array', items: text },
    'risky condition-changed $/uniqueItems',
    { type: 'array', items: text, uniqueItems: true, maxItems: 5 },
  ),
  receivedProperty(
    'items change',
    { type: 'array', items: text },
    { type: 'array', items: count },
    'breaking type-changed $/items/type',
    { type: 'array', items: text },
  ),
  receivedProperty(
    'values of a map change',
    { type: 'object', additionalProperties: text },
    { type: 'object', additionalProperties: count },
    'breaking type-changed $/additionalProperties/type',
    { type: 'object', additionalProperties: { ...text, maxLength: 9 } },
  ),
  receivedProperty(
    'a form is added',
    { oneOf: [text] },
    { oneOf: [text, count] },
    'breaking form-added $/oneOf',
    text,
  ),
  receivedProperty(
    'one form becomes several',
    text,
    { anyOf: [text, count] },
    'breaking form-added $/anyOf',
    { anyOf: [text] },
  ),
  receivedProperty(
    'a form that readers can tell is added',
    {
      discriminator: { propertyName: 'kind' },
      oneOf: [withIt(text, { title: 'A' }), withIt(text, { title: 'B' })],
    },
    {
      discriminator: { propertyName: 'kind' },
      oneOf: [withIt(text, { title: 'B' }), withIt(text, { title: 'A' }), withIt(text, { title: 'C' })],
    },
    'risky form-added $/oneOf',
    {
      discriminator: { propertyName: 'kind' },
      oneOf: [withIt(text, { title: 'A' }), withIt(text, { title: 'B' })],
    },
  ),
  receivedProperty(
    'forms are told apart by another property',
    { discriminator: { propertyName: 'kind' }, oneOf: [text, count] },
    { discriminator: { propertyName: 'type' }, oneOf: [text, count] },
    'breaking discriminator-changed $/discriminator',
    { discriminator: { propertyName: 'kind' }, oneOf: [count, text] },
  ),
  receivedProperty(
    'a form changes inside',
    { oneOf: [withIt(text, { title: 'A' }), count] },
    { oneOf: [count, withIt(count, { title: 'A' })] },
    'breaking type-changed $/oneOf/1/properties/it/type',
    { oneOf: [count, withIt(text, { title: 'A' })] },
  ),
  receivedProperty(
    'a tuple changes',
    { type: 'array', prefixItems: [text, text] },
    { type: 'array', prefixItems: [text, count] },
    'breaking type-changed $/prefixItems/1/type',
    { type: 'array', prefixItems: [text, { ...text, maxLength: 1 }] },
  ),
];
