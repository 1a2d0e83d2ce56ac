import { type TSchema, Type } from 'typebox';
import { oneOf } from './one-of.ts';
import { list, ref, text, timestamp } from './schema-parts.ts';

const value = text(
  'Decimal number of at least 0, in quotes: at most 30 digits, 12 of them after the point.',
  '0.25',
);
const unit = text(
  'What the value is in: `1`, `k`, `M`; `ms`, `s`, `min`, `h`, `d`; `B`, `kB` to `TB`, `KiB` to `TiB`. The unit of the metric when absent.',
  'ms',
);
const metric = text('A metric that the manifest declares under `billing.metrics`.', 'calls');
const tags = Type.Record(Type.String(), Type.String(), {
  description: 'At most 8 names, each with a text of up to 100 characters, to group by.',
  examples: [{ region: 'emea' }],
});
const id = text(
  'Names the event among all of its installation, for good: 1 to 200 printable characters of ASCII.',
  '01JD9',
);
const sequence = text('Counts up by one for each event of the metric, so that gaps are noticed.', '42');
const subject = text('Whom it is about, for metrics that count different ones.', 'user-17');

const UsageEvent = Type.Object(
  {
    id,
    metric,
    value,
    unit: Type.Optional(unit),
    time: Type.Optional(timestamp('When it was used; when it came, when absent.')),
    sequence: Type.Optional(sequence),
    subject: Type.Optional(subject),
    tags: Type.Optional(tags),
  },
  { $id: 'UsageEvent', description: 'Something that an installation used.' },
);

const UsageCloudEvent = Type.Object(
  {
    specversion: text('Version of CloudEvents.', '1.0'),
    type: text('What it is.', 'souk.usage.v1'),
    source: text('Where it comes from. Who sends it is who counts.', '/crm/emea'),
    id,
    time: Type.Optional(timestamp('When it was used; when it came, when absent.')),
    subject: Type.Optional(subject),
    sequence: Type.Optional(sequence),
    data: Type.Object({ metric, value, unit: Type.Optional(unit), tags: Type.Optional(tags) }),
  },
  { $id: 'UsageCloudEvent', description: 'The same as a CloudEvent 1.0.' },
);

const codes = ['invalid', 'unknown-metric', 'unknown-unit', 'too-early', 'too-late'] as const;

const UsageResult = Type.Object(
  {
    index: Type.Integer({
      description: 'Place of the event in the request, from 0; of its line in a stream.',
      examples: [0],
    }),
    id: Type.Optional(text('Its id, where it could be read.', '01JD9')),
    status: oneOf(['accepted', 'duplicate', 'conflict', 'rejected'] as const, {
      description:
        'accepted: it counts. duplicate: it has counted before. conflict: another event with its id has counted. rejected: it can not count as it is.',
      examples: ['accepted'],
    }),
    code: Type.Optional(oneOf(codes, { description: 'Why it is rejected.', examples: ['unknown-metric'] })),
    at: Type.Optional(text('Member of the event that the code is about.', 'metric')),
    detail: Type.Optional(text('What was expected, and how to mend it.')),
    period: Type.Optional(
      text('Month that it is billed with: a later one when its own is closed.', '2026-11'),
    ),
  },
  { $id: 'UsageResult', description: 'What has become of an event.' },
);

const count = (description: string) => Type.Integer({ description, examples: [1] });

export const UsageAnswer = Type.Object(
  {
    accepted: count('Events that count now.'),
    duplicates: count('Events that have counted before.'),
    conflicts: count('Events with an id that another has.'),
    rejected: count('Events that can not count as they are.'),
    results: list(ref(UsageResult), 'What has become of each, in their order.'),
  },
  { $id: 'UsageAnswer', description: 'What has become of the events.' },
);

export const usageEventSchemas = [UsageEvent, UsageCloudEvent, UsageResult, UsageAnswer];

const content = (schema: TSchema) => ({ schema });

export const eventBodies = {
  content: {
    'application/json': content(
      Type.Union([ref(UsageEvent), Type.Array(ref(UsageEvent), { minItems: 1, maxItems: 1_000 })]),
    ),
    'application/cloudevents+json': content(ref(UsageCloudEvent)),
    'application/cloudevents-batch+json': content(
      Type.Array(ref(UsageCloudEvent), { minItems: 1, maxItems: 1_000 }),
    ),
    'application/x-ndjson': content(Type.String({ description: 'An event a line.' })),
  },
};

export const eventLinesAnswer = {
  description: 'What has become of the events; a line for each where lines were sent.',
  content: {
    'application/json': { schema: { $ref: 'UsageAnswer#' } },
    'application/x-ndjson': {
      schema: {
        type: 'string',
        description: 'For each line its result. A problem as the last one: send what has no answer again.',
      },
    },
  },
};
