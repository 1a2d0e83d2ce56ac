import { type Static, Type } from 'typebox';

const commit = (description: string) =>
  Type.String({ description, examples: ['1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d'] });
const revision = Type.String({ description: 'State of the registry.', examples: ['a1b2c3d4.42'] });

export const PublishedCommit = Type.Object(
  {
    commit: commit('The commit, in full.'),
    revision,
    unreadable: Type.Optional(
      Type.Array(
        Type.Object({
          path: Type.String({ description: 'File.', examples: ['catalog/apps/crm/manifest.yaml'] }),
          line: Type.Optional(Type.Integer({ description: 'Line, from 1.', examples: [12] })),
          message: Type.String({ description: 'What is wrong.' }),
        }),
        {
          description:
            'Files that were not taken over, at most 100; the registry keeps the last good state of them.',
        },
      ),
    ),
    held: Type.Optional(
      Type.Integer({ description: 'Removals that wait for somebody to approve them.', examples: [60] }),
    ),
  },
  {
    $id: 'PublishedCommit',
    description: 'The registry has gone through the commit, and serves what it said.',
  },
);

export const UnpublishedCommit = Type.Object(
  {
    commit: commit('The commit, as it was asked for.'),
    revision,
    applied: Type.Optional(commit('Commit that the registry holds.')),
  },
  { $id: 'UnpublishedCommit', description: 'Not yet: ask again after `Retry-After`.' },
);

export const WaitQuery = Type.Object(
  {
    commit: Type.String({
      pattern: '^[0-9a-fA-F]{7,64}$',
      description: 'Commit, or its first seven digits or more.',
      examples: ['1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d'],
    }),
    timeout: Type.Integer({
      minimum: 0,
      maximum: 60,
      default: 25,
      description: 'Seconds to hold the answer back for.',
      examples: [25],
    }),
  },
  { additionalProperties: false },
);
export type WaitQuery = Static<typeof WaitQuery>;

export const waitSchemas = [PublishedCommit, UnpublishedCommit];
