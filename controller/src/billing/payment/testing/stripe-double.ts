import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Ajv } from 'ajv';
import type { Clock } from '../../../clock.ts';
import { errorAnswer, meterEventAnswer, meterEventRequest } from './meter-event-contract.ts';

/** What the double does with a request. */
export type Behaviour =
  | 'take'
  /** Too many requests: nothing is taken. */
  | 'busy'
  /** Fails before or after it has taken the event. */
  | 'fail-before'
  | 'fail-after'
  /** The connection ends before or after it has taken the event. */
  | 'drop-before'
  | 'drop-after';

/** What neither takes an event for sure nor says that it never will. */
export const faults: readonly Behaviour[] = [
  'busy',
  'fail-before',
  'fail-after',
  'drop-before',
  'drop-after',
];

export interface TakenEvent {
  readonly identifier: string;
  readonly customer: string;
  readonly meter: string;
  readonly value: string;
  readonly timestamp: number;
}

export interface StripeDouble {
  readonly url: string;
  /** Events that count, in the order in which they came. */
  readonly taken: readonly TakenEvent[];
  /** Requests so far, with whatever came of them. */
  readonly requests: readonly { readonly headers: IncomingMessage['headers']; readonly body: string }[];
  /** What requests broke of the contract: to be empty. */
  readonly breaches: readonly string[];
  /** What the next requests meet, one each; all are taken after that. */
  plan(...behaviours: Behaviour[]): void;
  close(): Promise<void>;
}

export interface StripeDoubleOptions {
  readonly key: string;
  readonly customers: readonly string[];
  readonly meters: readonly string[];
  readonly clock: Pick<Clock, 'now'>;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const RETRY_AFTER = '120';
const ajv = new Ajv({ strict: true });
const isRequest = ajv.compile(meterEventRequest);
const isAnswer = ajv.compile(meterEventAnswer);
const isError = ajv.compile(errorAnswer);

/**
 * Stripe as far as meter events go: each request is held against the published contract, identifiers and idempotency keys
 * are remembered for 24 hours as it says, and a key is answered the same as before, failures of its own among them.
 */
export async function startStripeDouble(options: StripeDoubleOptions): Promise<StripeDouble> {
  const { clock } = options;
  const taken: TakenEvent[] = [];
  const requests: { headers: IncomingMessage['headers']; body: string }[] = [];
  const breaches: string[] = [];
  const identifiers = new Map<string, number>();
  const remembered = new Map<
    string,
    { readonly at: number; readonly form: string; readonly answer: Answer }
  >();
  let planned: readonly Behaviour[] = [];

  const answerFor = (request: IncomingMessage, form: string, behaviour: Behaviour): Answer | 'drop' => {
    const now = clock.now().getTime();
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string' || key.length > 255) breaches.push('The request has no idempotency key.');
    if (request.headers['stripe-version'] !== '2026-09-30.endive')
      breaches.push('Another version was asked for.');
    if (request.headers.authorization !== `Bearer ${options.key}`)
      return problem(401, 'Invalid API Key provided: sk_test_****oken');
    if (behaviour === 'busy') return problem(429, 'Too many requests hit the API too quickly.', 'rate_limit');
    if (behaviour === 'drop-before') return 'drop';
    const before = remembered.get(String(key));
    if (before !== undefined && now - before.at < DAY_MS)
      return before.form === form
        ? before.answer
        : problem(400, 'Keys for idempotent requests can only be used with the same parameters.');
    const answer =
      behaviour === 'fail-before' ? problem(500, 'Something went wrong.') : create(parseForm(form), now);
    const told = behaviour === 'fail-after' ? problem(500, 'Something went wrong.') : answer;
    remembered.set(String(key), { at: now, form, answer: told });
    return behaviour === 'drop-after' ? 'drop' : told;
  };

  const create = (form: Record<string, unknown>, now: number): Answer => {
    if (!isRequest(form)) {
      breaches.push(ajv.errorsText(isRequest.errors));
      return problem(400, `Received unknown or wrong parameters: ${ajv.errorsText(isRequest.errors)}`);
    }
    const {
      event_name: meter,
      identifier,
      payload,
      timestamp,
    } = form as {
      event_name: string;
      identifier: string;
      payload: Record<string, string>;
      timestamp: number;
    };
    const { stripe_customer_id: customer = '', value = '' } = payload;
    if (!options.meters.includes(meter))
      return problem(400, `No active meter found for event name ${meter}.`);
    if (!options.customers.includes(customer)) return problem(400, `No such customer: '${customer}'`);
    if (!/^\d+$/.test(value)) return problem(400, 'The value must be a whole number.');
    if (timestamp * 1_000 < now - 35 * DAY_MS || timestamp * 1_000 > now + 5 * 60_000)
      return problem(400, 'The timestamp must be within the past 35 days or up to 5 minutes in the future.');
    const known = identifiers.get(identifier);
    if (known !== undefined && now - known < DAY_MS)
      return problem(400, `An event already exists with identifier ${identifier}.`);
    identifiers.set(identifier, now);
    taken.push({ identifier, customer, meter, value, timestamp });
    const body = {
      ...{ object: 'billing.meter_event', created: Math.floor(now / 1_000), event_name: meter, identifier },
      ...{ livemode: false, payload, timestamp },
    };
    if (!isAnswer(body)) throw new Error(ajv.errorsText(isAnswer.errors));
    return { status: 200, body };
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    requests.push({ headers: request.headers, body });
    if (request.method !== 'POST' || request.url !== '/v1/billing/meter_events')
      breaches.push(`${request.method} ${request.url} was called.`);
    if (request.headers['content-type'] !== 'application/x-www-form-urlencoded')
      breaches.push('The body is no form.');
    const [behaviour = 'take', ...rest] = planned;
    planned = rest;
    const answer = answerFor(request, body, behaviour);
    if (answer === 'drop') {
      request.socket.destroy();
      return;
    }
    const headers = answer.status === 429 ? { 'retry-after': RETRY_AFTER } : {};
    response.writeHead(answer.status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(answer.body));
  };

  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ taken, requests, breaches },
    plan: (...behaviours) => {
      planned = behaviours;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function problem(status: number, message: string, code?: string): Answer {
  const type = status >= 500 ? 'api_error' : 'invalid_request_error';
  const body = { error: { type, message, ...(code === undefined ? {} : { code }) } };
  if (!isError(body)) throw new Error(ajv.errorsText(isError.errors));
  return { status, body };
}

/** A form as Stripe reads it: `a[b]=c` is a member, and what the contract calls an integer is one. */
function parseForm(form: string): Record<string, unknown> {
  const parsed: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(form)) {
    const [, outer, inner] = /^([^[]+)\[([^\]]+)\]$/.exec(name) ?? [];
    if (outer === undefined || inner === undefined)
      parsed[name] = name === 'timestamp' && /^\d+$/.test(value) ? Number(value) : value;
    else parsed[outer] = { ...(parsed[outer] as object | undefined), [inner]: value };
  }
  return parsed;
}
