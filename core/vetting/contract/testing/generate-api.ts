import fc from 'fast-check';
import { type ApiParts, anApi } from './changed-api.ts';

type Json = Readonly<Record<string, unknown>>;

const names = ['a', 'b', 'c', 'd'] as const;
const components = ['Order', 'NewOrder', 'Part'] as const;

/** Schemas of all shapes that comparisons know, referring to each other and to themselves. */
const { schema } = fc.letrec<{ schema: Json }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record(
      {
        type: fc.constantFrom('string', ['string', 'null']),
        maxLength: fc.nat(9),
        pattern: fc.constant('^a'),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      { type: fc.constantFrom('integer', 'number'), minimum: fc.nat(9), default: fc.nat(9) },
      { requiredKeys: ['type'] },
    ),
    fc.record({ enum: fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { minLength: 1 }) }),
    fc.constantFrom(...components).map((name) => ({ $ref: `#/components/schemas/${name}` })),
    fc.record({ type: fc.constant('array'), items: tie('schema') }),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    fc.record(
      {
        type: fc.constant('object'),
        properties: fc.dictionary(fc.constantFrom(...names), tie('schema'), { maxKeys: 3 }),
        required: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 }),
        additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
      },
      { requiredKeys: ['type', 'properties'] },
    ),
  ),
}));

const objectSchema: fc.Arbitrary<Json> = fc.record({
  type: fc.constant('object'),
  properties: fc.dictionary(fc.constantFrom(...names), schema, { maxKeys: 3 }),
  required: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 }),
});

/** The parts of an API whose operations send and receive such schemas. */
export const apiParts: fc.Arbitrary<ApiParts & { readonly schemas: Json }> = fc
  .record({ Order: objectSchema, NewOrder: objectSchema, Part: schema })
  .map((schemas) => ({ schemas }));

export const api: fc.Arbitrary<Json> = apiParts.map(anApi);

/** The same value with the keys of each mapping in another order. */
export function reorder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reorder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, reorder(item)] as const);
  return Object.fromEntries(entries.toReversed());
}
