import { type Static, Type } from 'typebox';
import { costGranularities } from '../billing/cost-query.ts';
import { closed, cursor, filter, limit, nextCursor, PRINTABLE, time } from './list-schemas.ts';
import { oneOf } from './one-of.ts';
import { list, orNull, ref, text, timestamp } from './schema-parts.ts';

export const CostsQuery = Type.Object(
  {
    from: time('First day, in UTC.', '2026-11-01'),
    to: time('Day that it ends before, in UTC.', '2026-12-01'),
    granularity: oneOf(costGranularities, {
      default: 'total',
      description: 'What a row is for. By the day at most 100 days, else at most 24 calendar months.',
      examples: ['month'],
    }),
    groupBy: filter(
      'Names with commas between: app, version, installation, team, costCenter, environment, metric, kind, charge, tag:<name>.',
      'team,tag:region',
    ),
    app: filter('Only those of this app or connector.', 'crm-slack-alerts'),
    version: filter('Only those of this version.', '1.2.0'),
    installation: filter('Only those of this installation.', 'lead-alerts-dev'),
    team: filter('Only those of this team.', 'sales-platform'),
    costCenter: filter('Only those of this cost center; `(none)` for what has none.', 'CC-1010'),
    environment: filter('Only those in this environment.', 'production'),
    metric: filter('Only those of this metric.', 'alerts'),
    kind: filter('Only lines of this kind, such as usage, plan-fee or credit.', 'usage'),
    charge: filter('Only what is charged (chargeback) or only shown (showback).', 'chargeback'),
    ...{ limit, cursor },
  },
  closed,
);
export type CostsQuery = Static<typeof CostsQuery>;

export const PresencesQuery = Type.Object(
  {
    installation: Type.String({
      ...{ pattern: PRINTABLE, maxLength: 63, description: 'Installation.', examples: ['lead-alerts-dev'] },
    }),
    from: time('First day or time.', '2026-11-01'),
    to: time('Day or time that it ends before.', '2026-12-01'),
    format: Type.Optional(
      oneOf(['json', 'html'] as const, {
        description: 'JSON, or a page. Else what `Accept` asks for.',
        examples: ['html'],
      }),
    ),
  },
  closed,
);
export type PresencesQuery = Static<typeof PresencesQuery>;

const decimal = (description: string, example = '12.50') => text(description, example);
const month = (description: string) => text(description, '2026-11');

const BillingProblemBody = Type.Object(
  {
    period: month('Month that it is about.'),
    code: text('What is wrong.', 'unknown-unit'),
    detail: text('What is wrong, in words.'),
    blocks: Type.Boolean({ description: 'Whether the month stays open because of it.', examples: [true] }),
  },
  { $id: 'BillingProblem', description: 'Why an amount is missing, or is not what one would think.' },
);

const CostRowBody = Type.Object(
  {
    from: timestamp('When the span begins.'),
    to: timestamp('When it has ended.'),
    group: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]), {
      description: 'By the names of `groupBy`; null where there is none.',
      examples: [{ team: 'sales-platform' }],
    }),
    currency: text('Currency by ISO 4217.', 'EUR'),
    amount: decimal('What it costs.'),
    due: decimal('The part of it that is charged and not only shown.'),
    final: Type.Boolean({
      description: 'Whether it is from issued statements. Else it changes while the month goes on.',
      examples: [false],
    }),
  },
  { $id: 'Cost', description: 'What something costs in a span. Amounts are decimal texts.' },
);

export const CostPage = Type.Object(
  {
    items: list(ref(CostRowBody), 'In the order of time and groups.'),
    asOf: timestamp('What was counted by then is in it.'),
    problems: list(ref(BillingProblemBody), 'What is not in it.'),
    nextCursor,
  },
  { $id: 'CostPage', description: 'Part of what things cost.' },
);

const PresenceBody = Type.Object(
  {
    installation: text('Installation.', 'lead-alerts-dev'),
    app: text('App or connector.', 'crm-slack-alerts'),
    version: text('Version.', '1.2.0'),
    phase: oneOf(['running', 'suspended'] as const, { description: 'How it was.', examples: ['running'] }),
    team: text('Team.', 'sales-platform'),
    environment: text('Environment.', 'production'),
    costCenter: orNull(text('Cost center.', 'CC-1010')),
    from: timestamp('When it began, within the window.'),
    to: timestamp('When it had ended, within the window.'),
    seconds: text('How long it was.', '86400.000'),
  },
  { $id: 'Presence', description: 'A time in which an installation was there.' },
);

export const PresenceList = Type.Object(
  { items: list(ref(PresenceBody), 'In the order of time.') },
  { $id: 'PresenceList', description: 'When an installation was there.' },
);

const BillingMonthBody = Type.Object(
  {
    period: month('Month.'),
    state: oneOf(['open', 'overdue', 'closed'] as const, {
      description:
        'Whether statements were issued. Overdue: the cutoff has passed, and something is in the way.',
      examples: ['open'],
    }),
    cutoffAt: timestamp('When it is closed.'),
    closedAt: Type.Optional(timestamp('When it was closed.')),
    problems: list(ref(BillingProblemBody), 'What is in the way, or has to be known.'),
  },
  { $id: 'BillingMonth', description: 'How billing of a month stands.' },
);

export const BillingMonthList = Type.Object(
  { items: list(ref(BillingMonthBody), 'The newest first.') },
  { $id: 'BillingMonthList', description: 'How billing stands.' },
);

export const billingSchemas = [
  BillingProblemBody,
  CostRowBody,
  CostPage,
  PresenceBody,
  PresenceList,
  BillingMonthBody,
  BillingMonthList,
];
