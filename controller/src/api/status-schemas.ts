import { Type } from 'typebox';
import { oneOf } from './one-of.ts';
import { commit, id, kind, list, text, timestamp } from './schema-parts.ts';

export const Status = Type.Object(
  {
    marketplace: Type.Object({
      name: text('Name.', 'Acme Souk'),
      description: Type.Optional(text('What people find here.')),
    }),
    commit: Type.Optional(commit('Commit that the registry holds.')),
    branch: Type.Optional(text('Branch that is followed.', 'main')),
    source: oneOf(['git', 'worktree', 'folder'] as const, {
      description: 'What is read.',
      examples: ['git'],
    }),
    state: oneOf(['synced', 'syncing', 'failed'] as const, {
      description: 'How the registry stands to its source.',
      examples: ['synced'],
    }),
    syncedAt: Type.Optional(timestamp('When the registry was last known to hold what its source says.')),
    error: Type.Optional(text('Why the last sync failed. What is served is the last good state.')),
    unreadable: list(
      Type.Object({
        path: text('File.'),
        rule: text('Rule that refused it.'),
        message: text('What is wrong.'),
        line: Type.Optional(Type.Integer({ description: 'Line, from 1.', examples: [12] })),
      }),
      'Files of the catalog that name no entity.',
    ),
    revision: text('State of the registry that this address serves.', 'a1b2c3d4.42'),
    lagSeconds: Type.Optional(
      Type.Number({
        description:
          'Seconds since the registry was last known to hold what its source says. Known to the leader only: one who follows writes and learns nothing while nothing changes.',
        examples: [3],
      }),
    ),
    lastHandledAt: Type.Optional(
      timestamp(
        'What was asked for by then has been handled: when the last look at the source began that has ended, well or not. Known to the leader only.',
      ),
    ),
    sourceStanding: Type.Object(
      {
        reachable: Type.Optional(
          Type.Boolean({
            description:
              'Whether it answered this process the last time; absent while it has not been asked, as by one that does not lead.',
          }),
        ),
        error: Type.Optional(text('Why it did not, or why its newest commit is not accepted.')),
        heldCommit: Type.Optional(commit('Its newest commit, while that is not accepted.')),
      },
      { description: 'How the source answers, apart from what it says.' },
    ),
    leader: Type.Object(
      {
        leading: Type.Boolean({ description: 'Whether this process leads.' }),
        holder: Type.Optional(text('Name of the process that leads.', 'souk-0')),
        since: Type.Optional(timestamp('Since when it leads.')),
      },
      { description: 'Only one process writes.' },
    ),
    held: Type.Optional(
      Type.Object(
        {
          count: Type.Integer({ description: 'How many.', examples: [60] }),
          commit: commit('Commit that first asked for them.'),
          since: timestamp('When it did.'),
          first: list(Type.Object({ kind, id }), 'The first few.'),
          release: text('How to approve them.'),
        },
        { description: 'Removals that are too many to be believed; absent when there are none.' },
      ),
    ),
    parked: Type.Optional(
      list(
        Type.Object({
          key: text('What it is about.', 'App/crm-sync'),
          reason: text('Why it failed the last time.'),
          attempts: Type.Integer({ description: 'How often it was tried.', examples: [8] }),
          since: timestamp('When it was given up.'),
        }),
        'Work that failed too often, and waits for a change. Known to the leader only.',
      ),
    ),
    conditions: Type.Record(Type.String(), Type.Record(Type.String(), Type.Integer()), {
      description: 'How many entities have each condition, by type and status.',
      examples: [{ Accepted: { True: 118, False: 2 } }],
    }),
    entities: Type.Object({
      total: Type.Integer({ description: 'All entities.', examples: [120] }),
      byKind: Type.Record(Type.String(), Type.Integer(), {
        description: 'How many of each kind.',
        examples: [{ App: 12 }],
      }),
      stalled: Type.Integer({ description: 'Entities whose file is broken.', examples: [0] }),
    }),
  },
  { $id: 'Status', description: 'What the registry holds and how fresh it is.' },
);

export const Refreshing = Type.Object(
  {
    accepted: Type.Boolean({ description: 'Always true.' }),
    requestedAt: timestamp(
      'When it was asked for. It is handled once `lastHandledAt` of the status is no earlier.',
    ),
  },
  { $id: 'Refreshing', description: 'The registry looks at its source now.' },
);

export const statusSchemas = [Status, Refreshing];
