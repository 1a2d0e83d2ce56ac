import { type Static, Type } from 'typebox';

const text = (description: string, example: string) => Type.String({ description, examples: [example] });
const number = (description: string, example: number) => Type.Integer({ description, examples: [example] });
const time = (description: string) =>
  Type.String({ format: 'date-time', description, examples: ['2026-11-22T08:30:00.000Z'] });
const hash = (description: string) =>
  text(description, '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08');

export const AuditQuery = Type.Object(
  {
    subject: Type.Optional(text('What it was done to.', 'App/crm-sync')),
    action: Type.Optional(text('What was done.', 'published')),
    since: Type.Optional(time('From this time on.')),
    until: Type.Optional(time('Before this time.')),
    limit: Type.Integer({
      minimum: 1,
      maximum: 500,
      default: 50,
      description: 'Rows on a page.',
      examples: [50],
    }),
    cursor: Type.Optional(
      Type.String({
        pattern: '^[1-9][0-9]{0,15}$',
        description: '`nextCursor` of the page before.',
        examples: ['1201'],
      }),
    ),
  },
  { additionalProperties: false },
);
export type AuditQuery = Static<typeof AuditQuery>;

const AuditRow = Type.Object(
  {
    seq: number('Place in the log, from 1 and without gaps.', 1204),
    at: time('When.'),
    actor: Type.Object(
      {
        name: text('Name.', 'Ana Silva'),
        email: Type.Optional(text('Address, as Git says.', 'ana@acme.example')),
        login: Type.Optional(text('Name on GitHub.', 'ana')),
      },
      { description: 'Who.' },
    ),
    action: text('What was done.', 'published'),
    subject: text('What it was done to.', 'App/crm-sync'),
    commit: Type.Optional(text('Commit that it came by.', '3f2c8c5d7ab0d54a4f1a1d5f6c2b9b3a0e7d1c44')),
    detail: Type.Record(Type.String(), Type.Unknown(), { description: 'What else is to be said of it.' }),
    previous: hash('Hash of the row before; empty for the first.'),
    hash: hash('SHA-256 of the row in canonical form (RFC 8785), without this field.'),
  },
  { $id: 'AuditRow', description: 'Something that somebody did.' },
);

export const AuditPage = Type.Object(
  {
    items: Type.Array(Type.Unsafe<Static<typeof AuditRow>>({ $ref: 'AuditRow#' }), {
      description: 'The newest first.',
    }),
    nextCursor: Type.Optional(text('Gives the next page; absent on the last.', '1155')),
    log: Type.Object(
      {
        rows: number('Rows of the whole log.', 1204),
        sealed: number('The last row that a signed checkpoint covers; 0 when none does.', 1200),
        sealedAt: Type.Optional(time('When that checkpoint was made.')),
        anchored: number('The last row that a checkpoint in Git covers; 0 when none does.', 1200),
        anchoredAs: Type.Optional(
          text('Commit of that checkpoint.', '3f2c8c5d7ab0d54a4f1a1d5f6c2b9b3a0e7d1c44'),
        ),
        anchorError: Type.Optional(
          text('Why checkpoints can not be taken to Git at the moment.', 'The remote did not answer.'),
        ),
      },
      { description: 'How far somebody vouches for the log.' },
    ),
  },
  { $id: 'AuditPage', description: 'Part of the audit log.' },
);

/** To be added to the shared schemas of the API. */
export const auditSchemas = [AuditRow, AuditPage];
