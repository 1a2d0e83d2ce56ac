import { type Static, Type } from 'typebox';
import { granularities } from '../metering/usage-query.ts';
import { closed, cursor, filter, limit, monthPattern, nextCursor, PRINTABLE, time } from './list-schemas.ts';
import { oneOf } from './one-of.ts';
import { list, ref, text, timestamp } from './schema-parts.ts';

const billedPeriod = Type.Optional(
  Type.String({
    pattern: monthPattern,
    description: 'Only what is billed with this month.',
    examples: ['2026-11'],
  }),
);

export const usageFormats = ['json', 'html'] as const;
const format = Type.Optional(
  oneOf(usageFormats, { description: 'JSON, or a page. Else what `Accept` asks for.', examples: ['html'] }),
);

export const UsageQuerySchema = Type.Object(
  {
    from: time('First day or full hour, in UTC.', '2026-11-01'),
    to: time('Day or full hour that it ends before, in UTC.', '2026-12-01'),
    granularity: oneOf(granularities, {
      default: 'total',
      description:
        'What a row is for. By the hour, and for windows that do not begin and end with a day, at most 35 days.',
      examples: ['day'],
    }),
    groupBy: filter(
      'Names with commas between: app, version, installation, team, costCenter, environment, tag:<name>. Metrics are always told apart.',
      'team,tag:region',
    ),
    app: filter('Only that of this app or connector.', 'crm-slack-alerts'),
    version: filter('Only that of this version.', '1.2.0'),
    installation: filter('Only that of this installation.', 'lead-alerts-dev'),
    team: filter('Only that of this team.', 'sales-platform'),
    costCenter: filter('Only that of this cost center.', 'CC-1010'),
    environment: filter('Only that in this environment.', 'production'),
    metric: filter('Only this metric.', 'alerts'),
    ...{ billedPeriod, format, limit, cursor },
  },
  closed,
);
export type UsageQuerySchema = Static<typeof UsageQuerySchema>;

export const UsageEventsQuery = Type.Object(
  {
    installation: Type.String({
      pattern: PRINTABLE,
      maxLength: 63,
      description: 'Installation.',
      examples: ['lead-alerts-dev'],
    }),
    metric: Type.String({ pattern: PRINTABLE, maxLength: 63, description: 'Metric.', examples: ['alerts'] }),
    from: time('First day or time.', '2026-11-01T08:00:00Z'),
    to: time('Day or time that it ends before.', '2026-11-01T09:00:00Z'),
    ...{ billedPeriod, format, limit, cursor },
  },
  closed,
);
export type UsageEventsQuery = Static<typeof UsageEventsQuery>;

const whole = (description: string) => text(description, '12');
const decimal = (description: string) => text(description, '12.5');
const unit = text(
  'What the values are in: `count`, `seconds`, `bytes`, or a word of the price book.',
  'count',
);

const UsageTotal = Type.Object(
  {
    from: timestamp('When the span begins.'),
    to: timestamp('When it has ended.'),
    group: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]), {
      description: 'By the names of `groupBy`; null where there is none.',
      examples: [{ team: 'sales-platform', 'tag:region': null }],
    }),
    metric: text('Metric.', 'alerts'),
    unit,
    events: whole('How many events there were.'),
    sum: decimal('Sum of their values.'),
    max: decimal('Largest value.'),
    last: decimal('Value of the latest event.'),
    lastAt: timestamp('When that was.'),
    unique: Type.Optional(
      whole('How many different subjects there were, each where it was first seen in its month.'),
    ),
    uniqueError: Type.Optional(
      text(
        'Relative standard error where they are estimated: in 95 of 100 cases it is off by less than twice that.',
        '0.0105',
      ),
    ),
  },
  {
    $id: 'UsageTotal',
    description: 'What was used of a metric in a span. Numbers are decimal texts, and exact.',
  },
);

export const UsagePage = Type.Object(
  {
    items: list(ref(UsageTotal), 'In the order of time, groups and metric.'),
    asOf: timestamp('Everything that was counted before is in it.'),
    nextCursor,
  },
  { $id: 'UsagePage', description: 'Part of what was used.' },
);

const KeptUsageEvent = Type.Object(
  {
    id: text('Its id.', '01JD9'),
    time: timestamp('When it was used.'),
    receivedAt: timestamp('When it came.'),
    value: decimal('Value in base units.'),
    unit,
    app: text('App or connector.', 'crm-slack-alerts'),
    version: text('Version that ran.', '1.2.0'),
    team: text('Team.', 'sales-platform'),
    environment: text('Environment.', 'production'),
    costCenter: Type.Optional(text('Cost center; absent where none was named.', 'CC-1010')),
    sequence: Type.Optional(text('Number that its sender gave it.', '42')),
    subject: Type.Optional(text('Whom it is about.', 'user-17')),
    tags: Type.Record(Type.String(), Type.String(), {
      description: 'Its tags.',
      examples: [{ region: 'emea' }],
    }),
    period: text('Month that it was used in.', '2026-11'),
    billedPeriod: text('Month that it is billed with.', '2026-11'),
  },
  { $id: 'KeptUsageEvent', description: 'An event that counts.' },
);

export const UsageEventPage = Type.Object(
  { items: list(ref(KeptUsageEvent), 'In the order of their times.'), nextCursor },
  { $id: 'UsageEventPage', description: 'Part of the events behind a number.' },
);

export const usageSchemas = [UsageTotal, UsagePage, KeptUsageEvent, UsageEventPage];
