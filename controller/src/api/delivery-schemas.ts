import { outcomeKinds } from '@souk/model/webhook/attempt-outcome.ts';
import { type Static, Type } from 'typebox';
import { oneOf } from './one-of.ts';
import { list, ref, text, timestamp } from './schema-parts.ts';

const closed = { additionalProperties: false };
const states = ['pending', 'delivered', 'dead'] as const;
const deliveryId = text('Id of the delivery, sent as `webhook-id`.', 'dlv_3f2c8c5d7ab0d54a4f1a1d5f6c2b9b3a');
const subscriptionId = text('Id of the subscription.', 'lifecycle-to-platform');
const count = (description: string, example: number) =>
  Type.Integer({ description, minimum: 0, examples: [example] });

export const DeliveriesQuery = Type.Object(
  {
    state: Type.Optional(oneOf(states, { description: 'Only those in this state.', examples: ['dead'] })),
    limit: Type.Integer({
      minimum: 1,
      maximum: 200,
      default: 50,
      description: 'Deliveries on a page.',
      examples: [50],
    }),
    cursor: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 500,
        description: '`nextCursor` of the page before.',
        examples: ['WzEyMDQsIiJd'],
      }),
    ),
  },
  closed,
);
export type DeliveriesQuery = Static<typeof DeliveriesQuery>;

export const SubscriptionParams = Type.Object({
  id: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'Identifier.',
    examples: ['lifecycle-to-platform'],
  }),
});
export type SubscriptionParams = Static<typeof SubscriptionParams>;

export const DeliveryParams = Type.Object({
  deliveryId: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'Id of the delivery.',
    examples: ['dlv_3f2c'],
  }),
});
export type DeliveryParams = Static<typeof DeliveryParams>;

const deliveryFields = {
  deliveryId,
  subscription: subscriptionId,
  seq: count('Number of the event.', 1204),
  type: text('Type of the event.', 'app.deprecated'),
  subject: text('What the event is about.', 'App/crm-sync'),
  replay: Type.Boolean({ description: 'Whether somebody had it made again.', examples: [false] }),
  state: oneOf(states, {
    description: 'Dead when it was given up; it can be replayed.',
    examples: ['delivered'],
  }),
  attempts: count('How many attempts there were.', 1),
  dueAt: Type.Optional(
    timestamp('When the next attempt is made; absent when settled, or while an earlier one is waited for.'),
  ),
  settledAt: Type.Optional(timestamp('When it was delivered or given up.')),
};

const DeliverySummary = Type.Object(deliveryFields, {
  $id: 'DeliverySummary',
  description: 'One event on its way to one subscription.',
});

export const DeliveryPage = Type.Object(
  {
    items: list(ref(DeliverySummary), 'The newest event first.'),
    nextCursor: Type.Optional(text('Gives the next page; absent on the last.', 'WzEyMDQsIiJd')),
  },
  { $id: 'DeliveryPage', description: 'Part of the deliveries of a subscription.' },
);

const attempt = Type.Object({
  attempt: count('Counts from 1.', 1),
  at: timestamp('When it began.'),
  durationMs: count('Milliseconds it took.', 84),
  outcome: oneOf(outcomeKinds, { description: 'What came of it.', examples: ['delivered'] }),
  status: Type.Optional(count('Status that was answered.', 204)),
  error: Type.Optional(
    text('Why there was no answer; for operators only.', 'connect ECONNREFUSED 203.0.113.7:443'),
  ),
  response: Type.Optional(text('First kilobyte of the answer; for operators only.', 'ok')),
});

export const DeliveryDetail = Type.Object(
  { ...deliveryFields, log: list(attempt, 'Every attempt, the first one first.') },
  { $id: 'DeliveryDetail', description: 'One event on its way to one subscription, with every attempt.' },
);

export const Replay = Type.Object(
  { accepted: Type.Literal(true, { description: 'It will be attempted.' }), deliveryId },
  { $id: 'Replay', description: 'The delivery is made again under this id.' },
);

export const SubscriptionStanding = Type.Object(
  {
    subscription: subscriptionId,
    status: oneOf(['active', 'failing', 'disabled', 'unsupported'] as const, {
      description:
        'Failing: the last attempt failed. Disabled: nothing is sent until the manifest changes or a delivery is replayed; events wait. Unsupported: nothing can be sent by this channel.',
      examples: ['active'],
    }),
    reason: Type.Optional(
      text('Why nothing is sent.', 'The endpoint answered 410: it wants no more events.'),
    ),
    seq: count('Events up to this one have been looked at for it.', 1204),
    behind: count('Events that have not become deliveries yet.', 0),
    failingSince: Type.Optional(timestamp('First failure since the last success.')),
    disabledAt: Type.Optional(timestamp('When sending was stopped.')),
    deliveries: Type.Object(
      {
        pending: count('Waiting.', 0),
        delivered: count('Delivered.', 48),
        dead: count('Given up.', 1),
      },
      { description: 'How many deliveries are in each state.' },
    ),
  },
  { $id: 'SubscriptionStanding', description: 'How a subscription stands.' },
);

/** To be added to the shared schemas of the API. */
export const deliverySchemas = [DeliverySummary, DeliveryPage, DeliveryDetail, Replay, SubscriptionStanding];
