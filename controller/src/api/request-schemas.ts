import { kinds } from '@souk/model/manifest/manifest.ts';
import { type Static, type TSchema, Type } from 'typebox';
import { sorts } from '../registry/entity-query.ts';
import { riskTiers, stages } from '../registry/facets.ts';
import { oneOf } from './one-of.ts';

/** Repeatable filter. */
function filter<T extends TSchema>(items: T, description: string, example: string) {
  return Type.Optional(
    Type.Array(items, {
      description: `${description} Repeat it for "or".`,
      maxItems: 50,
      examples: [[example]],
    }),
  );
}

const word = Type.String({ minLength: 1, maxLength: 200 });

const filters = {
  kind: filter(oneOf(kinds), 'Kind; apps and connectors when absent.', 'App'),
  q: Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'Words to find; typos and beginnings of words are fine.',
      examples: ['crm sync'],
    }),
  ),
  owner: filter(word, 'Id of the team that answers for it.', 'sales-tools'),
  domain: filter(word, 'Business domain.', 'sales'),
  runtime: filter(word, 'What runs it.', 'container'),
  tag: filter(word, 'Tag.', 'crm'),
  scope: filter(word, 'Permission scope.', 'crm:read'),
  stage: filter(oneOf(stages), 'Stage of life.', 'published'),
  risk: filter(oneOf(riskTiers), 'Risk tier.', 'low'),
  compliance: filter(word, 'Compliance label.', 'internal-only'),
};

const closed = { additionalProperties: false };

export const FilterQuery = Type.Object(filters, closed);
export type FilterQuery = Static<typeof FilterQuery>;

export const PageQuery = Type.Object(
  {
    ...filters,
    limit: Type.Integer({
      minimum: 1,
      maximum: 200,
      default: 20,
      description: 'Entities on a page.',
      examples: [20],
    }),
    cursor: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1_000,
        description: '`nextCursor` of the page before.',
        examples: ['WyJ4Il0'],
      }),
    ),
    sort: Type.Optional(
      oneOf(sorts, {
        description: 'Order; by relevance when there are words to find, else by name.',
        examples: ['name'],
      }),
    ),
  },
  closed,
);
export type PageQuery = Static<typeof PageQuery>;

const entityParams = {
  kind: oneOf(kinds, { description: 'Kind of entity.', examples: ['App'] }),
  id: Type.String({
    minLength: 1,
    maxLength: 130,
    description: 'Identifier; what comes from another catalog has its namespace and a colon before it.',
    examples: ['crm-sync'],
  }),
};

export const EntityParams = Type.Object(entityParams);
export type EntityParams = Static<typeof EntityParams>;

export const VersionParams = Type.Object({
  ...entityParams,
  version: Type.String({ minLength: 1, maxLength: 100, description: 'Version.', examples: ['1.4.0'] }),
});
export type VersionParams = Static<typeof VersionParams>;

export const NoQuery = Type.Object({}, closed);
