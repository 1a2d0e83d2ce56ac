import { Readable } from 'node:stream';
import { type EventForm, MOST_EVENTS, parseEventBody } from '@souk/model/metering/parse-event-body.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import type { Clock } from '../clock.ts';
import type { Subscribe } from '../events/wake-ups.ts';
import type { Identity } from '../identity/open-identity.ts';
import type { EventResult } from '../metering/event-result.ts';
import { isAway } from '../metering/is-away.ts';
import type { Metering } from '../metering/open-metering.ts';
import { takeLines } from '../metering/take-lines.ts';
import { VerifiedTokens } from '../metering/verified-tokens.ts';
import { problemAnswers, success } from './answers.ts';
import { bearerInstallation } from './bearer-installation.ts';
import { ApiProblem, problemDocument } from './problems.ts';
import { readTextBody, tooLarge } from './read-text-body.ts';
import { NoQuery } from './request-schemas.ts';
import { eventBodies, eventLinesAnswer, UsageAnswer } from './usage-event-schemas.ts';

export interface UsageEventPorts {
  /** Undefined where no tokens are given out: then nobody can say who they are. */
  readonly identity: Identity | undefined;
  readonly metering: Metering;
  readonly clock: Clock;
  readonly subscribe: Subscribe;
}

const MOST_BYTES = 2 * 1_024 * 1_024;
/** No event is shorter: so many bytes hold no more events than their number by this. */
const LEAST_BYTES = 32;
/** A body that is not wanted is read to its end up to here, which is cheaper than another connection. */
const MOST_UNREAD = 64 * 1_024;
const RETRY_S = '1';

const JSON_LINES = 'application/x-ndjson';
const forms: Readonly<Record<string, EventForm>> = {
  'application/json': 'events',
  'application/cloudevents+json': 'cloud-event',
  'application/cloudevents-batch+json': 'cloud-events',
};

/** Where installations say what they use. */
export async function addUsageEventRoutes(
  api: FastifyInstance,
  { identity, metering, clock, subscribe }: UsageEventPorts,
): Promise<void> {
  const tokens = identity && new VerifiedTokens((token) => identity.verify(token), clock);
  const unsubscribe = subscribe(() => tokens?.forget());
  api.addHook('onClose', async () => unsubscribe());
  await api.register(async (usage) => {
    usage.removeAllContentTypeParsers();
    // Read by us, once there is room for what is in it.
    usage.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    usage.post('/api/v1/usage/events', { schema, validatorCompiler: checkQuery }, async (request, reply) => {
      try {
        if (tokens === undefined)
          throw new ApiProblem('not-found', 'No tokens are given out here: SOUK_PUBLIC_URL is not set.');
        const installation = await bearerInstallation(request, reply, (token) => tokens.verify(token));
        const type = mediaType(request);
        reply.header('cache-control', 'no-store');
        if (type === JSON_LINES) return await answerLines(request, reply, installation, metering);
        const form = forms[type];
        if (form === undefined) throw unsupported(type);
        return await answerBatch(request, reply, installation, metering, form);
      } catch (error) {
        if (!request.raw.readableEnded && !isShort(request)) reply.header('connection', 'close');
        throw isAway(error) ? awayProblem(reply) : error;
      }
    });
  });
}

async function answerBatch(
  request: FastifyRequest,
  reply: FastifyReply,
  installation: string,
  { admission, take }: Metering,
  form: EventForm,
) {
  const length = lengthOf(request);
  if (length !== undefined && length > MOST_BYTES) throw tooLarge(MOST_BYTES);
  const most = Math.min(MOST_EVENTS, Math.ceil((length ?? MOST_BYTES) / LEAST_BYTES));
  const place = admission.enter(installation, Math.max(1, most));
  if (place === undefined) throw noRoom(reply);
  try {
    const parsed = parseEventBody(await readTextBody(bodyOf(request), MOST_BYTES), form);
    if (!parsed.ok) throw new ApiProblem(bodyProblems[parsed.reason], parsed.detail);
    place.shrink(parsed.items.length);
    return assembleAnswer(await take(installation, parsed.items));
  } finally {
    place.leave();
  }
}

const bodyProblems = {
  malformed: 'malformed-request',
  form: 'invalid-request',
  'too-many': 'batch-too-large',
} as const;

/** The first portion is waited for: what goes wrong with it can still be told by the status. */
async function answerLines(
  request: FastifyRequest,
  reply: FastifyReply,
  installation: string,
  metering: Metering,
) {
  const leave = metering.admission.enterStream();
  if (leave === undefined) throw noRoom(reply);
  // However it ends, also when nobody waits for the answer any more.
  reply.raw.once('close', leave);
  const answers = takeLines(bodyOf(request), installation, metering);
  const first = await answers.next();
  return reply.type(JSON_LINES).send(Readable.from(renderLines(first, answers), { objectMode: false }));
}

/** Lines without an answer were not counted as far as is known: the last line says why, and they are to be sent again. */
async function* renderLines(
  first: IteratorResult<readonly object[]>,
  answers: AsyncGenerator<readonly object[]>,
): AsyncGenerator<string> {
  const render = (lines: readonly object[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  try {
    if (first.done !== true) yield render(first.value);
    for await (const lines of answers) yield render(lines);
  } catch (error) {
    const problem = isAway(error)
      ? notReady()
      : new ApiProblem('internal', 'The stream could not be read on.');
    yield render([problemDocument(problem)]);
  }
}

function assembleAnswer(results: readonly EventResult[]) {
  const count = (status: EventResult['status']) => results.filter((one) => one.status === status).length;
  return {
    ...{ accepted: count('accepted'), duplicates: count('duplicate') },
    ...{ conflicts: count('conflict'), rejected: count('rejected') },
    results: results.map((result, index) => ({ index, ...result })),
  };
}

function bodyOf({ body }: FastifyRequest): AsyncIterable<Uint8Array> {
  return body instanceof Readable ? body : Readable.from([]);
}

/** @throws {ApiProblem} for what would have to be unpacked first */
function mediaType({ headers }: FastifyRequest): string {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity')
    throw new ApiProblem(
      'unsupported-media-type',
      'Expected a body that is not packed: leave Content-Encoding out.',
    );
  return (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function unsupported(type: string): ApiProblem {
  const known = [...Object.keys(forms), JSON_LINES].join(', ');
  return new ApiProblem('unsupported-media-type', `Expected one of ${known}; found "${type.slice(0, 60)}".`);
}

function lengthOf({ headers }: FastifyRequest): number | undefined {
  const length = headers['content-length'];
  return length === undefined ? undefined : Number(length);
}

function isShort(request: FastifyRequest): boolean {
  return (lengthOf(request) ?? Number.POSITIVE_INFINITY) <= MOST_UNREAD;
}

function noRoom(reply: FastifyReply): ApiProblem {
  reply.header('retry-after', RETRY_S);
  return new ApiProblem(
    'too-many-requests',
    'More events wait to be counted than can be held: send them again in a second.',
  );
}

function awayProblem(reply: FastifyReply): ApiProblem {
  reply.header('retry-after', RETRY_S);
  return notReady();
}

function notReady(): ApiProblem {
  return new ApiProblem(
    'not-ready',
    'The database does not answer: send the events again. What was counted already counts once.',
  );
}

const schema: FastifySchema = {
  tags: ['usage'],
  operationId: 'sendUsageEvents',
  summary: 'Say what an installation has used',
  description:
    'With a token of the installation for Souk. Each event counts once for good: send it again until it is answered. One that is rejected, or was there already, is nothing to the others. NDJSON is taken as a stream of any length, and answered line by line.',
  querystring: NoQuery,
  body: eventBodies,
  security: [{ installation: [] }],
  response: {
    ...success(200, UsageAnswer),
    200: eventLinesAnswer,
    ...problemAnswers(400, 401, 404, 413, 415, 429, 503),
  },
};

/** The body is described for those who read it, and read by us. */
function checkQuery({ httpPart }: { readonly httpPart?: string }) {
  return (data: unknown): boolean | { readonly error: Error } => {
    const [name] = httpPart === 'querystring' ? Object.keys(data as object) : [];
    if (name === undefined) return true;
    return {
      error: new ApiProblem(
        'unknown-parameter',
        `There is no parameter "${name.slice(0, 60)}"; this takes none.`,
      ),
    };
  };
}
