import { Type } from 'typebox';
import { entitySchemas } from './entity-schemas.ts';
import { feedSchemas } from './feed-schemas.ts';
import { oneOf } from './one-of.ts';
import { problems } from './problems.ts';
import { commit, list, text, timestamp } from './schema-parts.ts';
import { statusSchemas } from './status-schemas.ts';
import { versionSchemas } from './version-schemas.ts';
import { waitSchemas } from './wait-schemas.ts';

const Problem = Type.Object(
  {
    type: text('Address that names the kind of problem.', 'https://souk.dev/problems/invalid-cursor'),
    title: text('The kind of problem, in words.'),
    status: Type.Integer({ description: 'HTTP status.', examples: [400] }),
    code: oneOf(Object.keys(problems), {
      description: 'Stable code of the problem.',
      examples: ['invalid-cursor'],
    }),
    detail: text('What is wrong with this request.'),
    errors: Type.Optional(
      list(
        Type.Object({ at: text('Parameter.', 'limit'), message: text('What is wrong with it.') }),
        'The parts that are wrong.',
      ),
    ),
    removal: Type.Optional(
      Type.Object(
        {
          at: timestamp('When the entity was removed.'),
          commit: Type.Optional(commit('Commit that removed it.')),
          until: timestamp('Until then it comes back with all that it had.'),
        },
        { description: 'Of an entity that has left the catalog.' },
      ),
    ),
  },
  { $id: 'Problem', description: 'An RFC 9457 problem document.' },
);

/** Schemas that are referred to by name; the OpenAPI document lists them. */
export const sharedSchemas = [
  ...entitySchemas,
  ...versionSchemas,
  ...feedSchemas,
  ...waitSchemas,
  ...statusSchemas,
  Problem,
];
