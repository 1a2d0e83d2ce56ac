import { type Static, Type } from 'typebox';
import { oneOf } from './one-of.ts';
import { commit, list, ref, text, timestamp } from './schema-parts.ts';

export const SourceParams = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 63, description: 'Identifier.', examples: ['acme-apac'] }),
});
export type SourceParams = Static<typeof SourceParams>;

export const SourceStatus = Type.Object(
  {
    id: text('Identifier of the source.', 'acme-apac'),
    name: Type.Optional(text('Name that people know it by.', 'Catalog of Acme Asia Pacific')),
    url: text('Address of the other catalog, without credentials.', 'https://git.example.com/catalog.git'),
    namespace: text('What its ids begin with here.', 'apac'),
    visibleTo: Type.Optional(
      list(text('Team.', 'data-platform'), 'Teams that see what comes from it; everybody when absent.'),
    ),
    installable: Type.Boolean({
      description: 'Whether teams here may install from it.',
      examples: [false],
    }),
    state: oneOf(['waiting', 'syncing', 'synced', 'failed', 'refused', 'stalled'] as const, {
      description:
        'Waiting until it was asked; failed when it could not be read, refused when it must not be; stalled when its own manifest is broken. What was read last stays.',
      examples: ['synced'],
    }),
    commit: Type.Optional(commit('Commit of the other catalog that is shown.')),
    entities: Type.Optional(
      Type.Integer({
        description: 'How many entities come from it; only for those who see them.',
        examples: [42],
      }),
    ),
    error: Type.Optional(text('What is wrong, or was left out; only for those who see what comes from it.')),
    changedAt: Type.Optional(timestamp('When any of this changed last.')),
  },
  { $id: 'SourceStatus', description: 'Another catalog that this one reads.' },
);

export const SourceList = Type.Object(
  { items: list(ref(SourceStatus), 'Sources in the order of their ids.') },
  { $id: 'SourceList', description: 'The catalogs that this one reads.' },
);

export const sourceSchemas = [SourceStatus, SourceList];
