import { kinds } from '@souk/model/manifest/manifest.ts';
import { type Static, Type } from 'typebox';
import { oneOf } from './one-of.ts';

const cursor = (description: string) => Type.String({ description, examples: ['a1b2c3d4.42'] });

const ChangeList = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        seq: Type.Integer({ description: 'Number of the change; grows, with gaps.', examples: [42] }),
        cursor: cursor('Pass it as `since` to go on after this change.'),
        type: oneOf(['added', 'modified', 'removed'] as const, {
          description: 'What happened to the entity.',
          examples: ['modified'],
        }),
        kind: oneOf(kinds, { description: 'Kind of entity.', examples: ['App'] }),
        id: Type.String({ description: 'Identifier, unique within its kind.', examples: ['crm-sync'] }),
        version: Type.Optional(
          Type.String({ description: 'Version after the change.', examples: ['1.4.0'] }),
        ),
        commit: Type.Optional(
          Type.String({
            description: 'Commit that brought the change.',
            examples: ['1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d'],
          }),
        ),
        revision: Type.String({
          description: 'State of the registry that shows it first.',
          examples: ['a1b2c3d4.7'],
        }),
        at: Type.String({
          format: 'date-time',
          description: 'When the registry took it over.',
          examples: ['2026-11-22T08:30:00.000Z'],
        }),
      }),
      { description: 'Changes, the oldest first.' },
    ),
    nextCursor: cursor('Pass it as `since` for what comes next; always there.'),
  },
  { $id: 'ChangeList', description: 'A stretch of the change feed.' },
);

export const ChangeQuery = Type.Object(
  {
    since: Type.Optional(
      Type.String({
        pattern: '^(now|([0-9a-z]{1,64}\\.)?[0-9]{1,15})$',
        description:
          'Cursor, or number of a change, to go on after; `now` for the end of the feed. From the oldest change that is kept when absent.',
        examples: ['a1b2c3d4.42'],
      }),
    ),
    limit: Type.Integer({
      minimum: 1,
      maximum: 1_000,
      default: 100,
      description: 'Changes in one answer.',
      examples: [100],
    }),
    wait: Type.Integer({
      minimum: 0,
      maximum: 60,
      default: 0,
      description: 'Seconds to wait for a change when there is none.',
      examples: [25],
    }),
  },
  { additionalProperties: false },
);
export type ChangeQuery = Static<typeof ChangeQuery>;

export const feedSchemas = [ChangeList];
