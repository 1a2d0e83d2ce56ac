import { type Static, Type } from 'typebox';
import { closed, cursor, filter, limit, monthPattern, nextCursor, PRINTABLE } from './list-schemas.ts';
import { oneOf } from './one-of.ts';
import { list, orNull, ref, text, timestamp } from './schema-parts.ts';

export const statementFormats = ['json', 'csv', 'focus', 'html'] as const;
const format = Type.Optional(
  oneOf(statementFormats, {
    description:
      'JSON, CSV with a row for each line, CSV in the columns of FOCUS 1.2, or a page to be read and printed. Else what `Accept` asks for.',
    examples: ['csv'],
  }),
);

export const StatementsQuery = Type.Object(
  {
    period: Type.Optional(
      Type.String({ pattern: monthPattern, description: 'Only those of this month.', examples: ['2026-11'] }),
    ),
    costCenter: filter('Only those of this cost center.', 'CC-1010'),
    partner: filter('Only those of this partner.', 'carbon-footprint'),
    standing: Type.Optional(
      Type.Boolean({
        description: 'Only those that count: neither taken back, nor there to take another one back.',
        examples: [true],
      }),
    ),
    ...{ format, limit, cursor },
  },
  closed,
);
export type StatementsQuery = Static<typeof StatementsQuery>;

export const StatementParams = Type.Object({
  id: Type.String({
    pattern: PRINTABLE,
    maxLength: 100,
    description: 'Statement.',
    examples: ['2026-11-cost-center-1f0c3a5d7e9b-1'],
  }),
});
export type StatementParams = Static<typeof StatementParams>;

export const StatementQuerySchema = Type.Object({ format }, closed);
export type StatementQuerySchema = Static<typeof StatementQuerySchema>;

const decimal = (description: string, example = '12.50') => text(description, example);
const month = (description: string) => text(description, '2026-11');

const head = {
  id: text('Identifier.', '2026-11-cost-center-1f0c3a5d7e9b-1'),
  number: Type.Integer({ description: 'Counts all statements, without gaps.', examples: [12] }),
  kind: oneOf(['cost-center', 'partner'] as const, {
    description: 'Whose it is.',
    examples: ['cost-center'],
  }),
  subject: text('Cost center or partner.', 'CC-1010'),
  period: month('Month.'),
  revision: Type.Integer({
    description: 'Counts up each time that the month is issued again.',
    examples: [1],
  }),
  currency: text('Currency by ISO 4217.', 'EUR'),
  total: decimal('Sum of all lines.'),
  due: decimal('Sum of the lines that are charged and not only shown.'),
  issuedAt: timestamp('When it was issued.'),
  reverses: orNull(text('Statement that this one takes back.')),
  reversedBy: orNull(text('Statement that takes this one back.')),
  replaces: orNull(text('Statement that this one stands in for.')),
  digest: text('SHA-256 over the canonical JSON of what it says.'),
};

const StatementSummaryBody = Type.Object(
  { ...head, lines: Type.Integer({ description: 'How many lines it has.', examples: [7] }) },
  { $id: 'StatementSummary', description: 'A statement without its lines.' },
);

export const StatementPage = Type.Object(
  { items: list(ref(StatementSummaryBody), 'The newest first.'), nextCursor },
  { $id: 'StatementPage', description: 'Part of the statements.' },
);

const Line = Type.Object(
  {
    number: Type.Integer({ description: 'Counts from 1.', examples: [1] }),
    kind: text('What it is for.', 'usage'),
    text: text('What it is for, in words.', 'calls'),
    installation: orNull(text('Installation.', 'lead-alerts-dev')),
    entry: orNull(text('App or connector.', 'crm-slack-alerts')),
    team: orNull(text('Team.', 'sales-platform')),
    environment: orNull(text('Environment.', 'production')),
    metric: orNull(text('Metric.', 'alerts')),
    quantity: decimal('How much, in `unit`; rounded to 12 digits where it has no end.', '1200'),
    unit: text('Unit of the price book.', 'call'),
    consumed: Type.Object(
      {
        quantity: decimal('The same in base units, exact.', '1200'),
        per: decimal('How many base units a unit is.', '1'),
      },
      { description: 'What the amount is worked out from.' },
    ),
    unitPrice: decimal('Price of a unit.', '0.01'),
    currency: text('Currency of that price.', 'EUR'),
    exchangeRate: decimal('What one of that is in the currency of the statement.', '1'),
    amount: decimal(
      '`consumed.quantity` ÷ `consumed.per` × `unitPrice` × `exchangeRate`, rounded once.',
      '12.00',
    ),
    charge: oneOf(['showback', 'chargeback'] as const, {
      description: 'Whether it is only shown, or due.',
      examples: ['chargeback'],
    }),
    step: orNull(
      Type.Object(
        {
          above: decimal('From here on.', '1000'),
          upTo: orNull(decimal('Up to here; null for the last.', '5000')),
        },
        { description: 'Step of the price, in units.' },
      ),
    ),
    original: orNull(
      Type.Object(
        {
          period: month('Month that it is about.'),
          kind: orNull(text('Kind of line that changes there.', 'usage')),
        },
        { description: 'Of an adjustment or credit.' },
      ),
    ),
    share: orNull(
      Type.Object(
        {
          platform: decimal('What stays with the platform.', '6.00'),
          partners: list(
            Type.Object({ partner: text('Partner.', 'acme'), amount: decimal('What it gets.', '6.00') }),
            'What partners get.',
          ),
        },
        { description: 'How the amount is shared.' },
      ),
    ),
    trace: list(
      Type.Object({
        source: oneOf(['usage', 'seats', 'instances', 'presence', 'price-book', 'lines'] as const, {
          description: 'What it is made of.',
          examples: ['usage'],
        }),
        installation: orNull(text('Installation.', 'lead-alerts-dev')),
        version: orNull(text('Version.', '1.2.0')),
        metric: orNull(text('Metric.', 'alerts')),
        costCenter: orNull(text('Cost center.', 'CC-1010')),
        from: timestamp('When it begins.'),
        to: timestamp('When it has ended.'),
        billedPeriod: month('Month that it was billed with.'),
        quantity: decimal('What it comes to, in base units.', '1200'),
        name: orNull(text('Its name where it comes from.')),
        href: Type.Optional(text('Where it can be looked at.', '/api/v1/usage?installation=lead-alerts-dev')),
        events: Type.Optional(
          text('Where its events are.', '/api/v1/usage/events?installation=lead-alerts-dev'),
        ),
      }),
      'Where the quantity comes from.',
    ),
  },
  { $id: 'StatementLine', description: 'One amount of a statement.' },
);

export const StatementBody = Type.Object(
  {
    ...head,
    subtotals: Type.Record(Type.String(), Type.String(), {
      description: 'Sums by kind of line.',
      examples: [{ usage: '12.00' }],
    }),
    notes: list(Type.String(), 'What a reader has to know.'),
    lines: list(ref(Line), 'In the order of their numbers.'),
  },
  {
    $id: 'Statement',
    description: 'What a cost center has to pay for a month, or what a partner gets for it.',
  },
);

export const statementSchemas = [StatementSummaryBody, StatementPage, Line, StatementBody];
