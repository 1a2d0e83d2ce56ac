import { type Static, Type } from 'typebox';
import { installationPhases } from './installation-body.ts';
import { oneOf } from './one-of.ts';
import { list, ref, text, timestamp } from './schema-parts.ts';

const closed = { additionalProperties: false };
const driverNames = ['local', 'gitops', 'kubernetes', 'terraform'] as const;
const idOf = (description: string, example: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 63, description, examples: [example] }));

export const InstallationsQuery = Type.Object(
  {
    app: idOf('Only those of this app or connector.', 'crm-slack-alerts'),
    team: idOf('Only those of this team.', 'sales-platform'),
    environment: idOf('Only those in this environment.', 'production'),
    driver: Type.Optional(
      oneOf(driverNames, { description: 'Only those that this driver provides.', examples: ['local'] }),
    ),
    limit: Type.Integer({
      minimum: 1,
      maximum: 200,
      default: 50,
      description: 'Installations on a page.',
      examples: [50],
    }),
    cursor: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 63,
        description: '`nextCursor` of the page before.',
        examples: ['lead-alerts-dev'],
      }),
    ),
  },
  closed,
);
export type InstallationsQuery = Static<typeof InstallationsQuery>;

export const InstallationParams = Type.Object({
  id: Type.String({
    minLength: 1,
    maxLength: 63,
    description: 'Identifier of the installation.',
    examples: ['lead-alerts-dev'],
  }),
});
export type InstallationParams = Static<typeof InstallationParams>;

const condition = Type.Object({
  type: oneOf(['Provisioned', 'Healthy', 'InSync', 'Consented'] as const, {
    description: 'What it is about.',
    examples: ['Provisioned'],
  }),
  status: oneOf(['True', 'False', 'Unknown'] as const, {
    description: 'Whether it is so.',
    examples: ['True'],
  }),
  reason: text('Why, in one word for programs.', 'Made'),
  message: text('Why, in words, and what to do about it.'),
});

export const InstallationStatus = Type.Object(
  {
    id: text('Identifier.', 'lead-alerts-dev'),
    name: Type.Optional(text('Name that people know it by.', 'Lead alerts, try-out')),
    app: text('App or connector that is installed.', 'crm-slack-alerts'),
    range: Type.Optional(text('Versions that may run; absent when its file is gone.', '^1.2.0')),
    version: Type.Optional(text('Version that runs, or ran until it was suspended.', '1.2.0')),
    team: Type.Optional(text('Team that uses and pays for it.', 'sales-platform')),
    environment: Type.Optional(text('Environment.', 'dev')),
    driver: Type.Optional(oneOf(driverNames, { description: 'What provides it.', examples: ['local'] })),
    phase: oneOf(installationPhases, {
      description:
        'Waiting: nothing of it is there, and `Provisioned` says why. Removing: its file is gone, or its time is up, and its instance is not gone yet.',
      examples: ['running'],
    }),
    health: oneOf(['unknown', 'healthy', 'unhealthy'] as const, {
      description: 'How its instance does.',
      examples: ['healthy'],
    }),
    conditions: list(condition, 'How it stands, aspect by aspect.'),
    awaitingConsent: Type.Optional(
      Type.Object(
        {
          version: text('Version that waits.', '1.3.0'),
          grants: list(Type.String(), 'What it asks for beyond what was agreed to.'),
        },
        { description: 'A version that may do more than its team has agreed to.' },
      ),
    ),
    firstSeenAt: Type.Optional(timestamp('Its first day: what its time to live is counted from.')),
    expiresAt: Type.Optional(text('When it ends by itself, as its file says.', '2027-03-31')),
    ttl: Type.Optional(text('How long it lives, as its file says.', '30d')),
    usage: list(
      Type.Object({
        metric: text('Name from the manifest of the app.', 'alerts'),
        unit: text(
          'What the total is in: `count`, `seconds`, `bytes`, or a word of the price book.',
          'count',
        ),
        total: text('All that was recorded, as a decimal number.', '12'),
        lastAt: timestamp('When something was recorded last.'),
        missing: Type.Optional(
          text('How many events have not come, as far as their sequence numbers tell.', '0'),
        ),
      }),
      'What was metered, by metric.',
    ),
  },
  { $id: 'InstallationStatus', description: 'An installation: what its file says, and what there is of it.' },
);

export const InstallationPage = Type.Object(
  {
    items: list(ref(InstallationStatus), 'Installations in the order of their ids.'),
    nextCursor: Type.Optional(text('Gives the next page; absent on the last.', 'lead-alerts-dev')),
  },
  { $id: 'InstallationPage', description: 'Part of the installations.' },
);

export const installationSchemas = [InstallationStatus, InstallationPage];
