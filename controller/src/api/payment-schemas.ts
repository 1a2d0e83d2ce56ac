import { type Static, Type } from 'typebox';
import { closed, filter, limit, PRINTABLE } from './list-schemas.ts';
import { oneOf } from './one-of.ts';
import { list, orNull, ref, text, timestamp } from './schema-parts.ts';

export const PaymentsQuery = Type.Object(
  {
    statement: filter('Only that of this statement.', '2026-11-cost-center-1f0c3a5d7e9b-1'),
    open: Type.Optional(
      Type.Boolean({ description: 'Only those that somebody has to look at.', examples: [true] }),
    ),
    limit,
  },
  closed,
);
export type PaymentsQuery = Static<typeof PaymentsQuery>;

export const PaymentParams = Type.Object({
  identifier: Type.String({
    pattern: PRINTABLE,
    maxLength: 100,
    description: 'Payment, as the provider knows it.',
    examples: ['2026-11-cost-center-1f0c3a5d7e9b-1-109f5a7d5a27ca96'],
  }),
});
export type PaymentParams = Static<typeof PaymentParams>;

export const ResolutionBody = Type.Object(
  {
    resolution: oneOf(['send-again', 'done'] as const, {
      description: 'Whether the provider does not have it, or has it (or it was paid in another way).',
      examples: ['done'],
    }),
  },
  { ...closed, $id: 'PaymentResolution', description: 'What somebody has found out of a payment.' },
);
export type ResolutionBody = Static<typeof ResolutionBody>;

const whole = (description: string) => text(description, '1250');

const PaymentBody = Type.Object(
  {
    identifier: text('As the provider knows it.', '2026-11-cost-center-1f0c3a5d7e9b-1-109f5a7d5a27ca96'),
    statement: text('Statement.', '2026-11-cost-center-1f0c3a5d7e9b-1'),
    costCenter: text('Cost center.', 'CC-1010'),
    period: text('Month.', '2026-11'),
    currency: text('Currency by ISO 4217.', 'EUR'),
    owed: whole('What the statement asks for, in whole minor units; below 0 what it gives back.'),
    value: orNull(whole('What the provider is told, in whole minor units.')),
    customer: orNull(text('Customer of the provider.', 'cus_QXg1o8vcGmoR32')),
    state: text('How it stands; unmapped, refused and unsure wait for somebody.', 'sent'),
    attempts: Type.Integer({ description: 'How often it was tried.', examples: [1] }),
    dueAt: orNull(timestamp('When it is tried next.')),
    sentAt: orNull(timestamp('When the provider took it.')),
    error: orNull(text('What went wrong last.')),
  },
  { $id: 'Payment', description: 'What a payment provider is told of a statement.' },
);

export const PaymentList = Type.Object(
  { items: list(ref(PaymentBody), 'Those of the newest statement first.') },
  { $id: 'PaymentList', description: 'What a payment provider is told.' },
);

export const ResolvedPayment = Type.Object(
  { identifier: text('Payment.'), resolution: text('What was decided.', 'done') },
  { $id: 'ResolvedPayment', description: 'What was decided of a payment.' },
);

export const paymentSchemas = [ResolutionBody, PaymentBody, PaymentList, ResolvedPayment];
