import { type ParsedEvent, parseCloudEvent, parseEvent } from './parse-event.ts';

/** How a body writes events: our own way, one CloudEvent, or a list of them. */
export type EventForm = 'events' | 'cloud-event' | 'cloud-events';

/** Of one body that is not a stream. */
export const MOST_EVENTS = 1_000;

export type EventBody =
  | { readonly ok: true; readonly items: readonly ParsedEvent[] }
  /** `malformed`: it is no JSON, `form`: it is none of events, `too-many`: more than `MOST_EVENTS`. */
  | {
      readonly ok: false;
      readonly reason: 'malformed' | 'form' | 'too-many';
      readonly detail: string;
    };

/** Reads a body of events, each by itself: what is wrong with one is nothing to the others. */
export function parseEventBody(text: string, form: EventForm): EventBody {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'malformed', detail: 'The body is not JSON.' };
  }
  const isList = Array.isArray(body);
  if (form === 'cloud-event' ? isList : form === 'cloud-events' && !isList)
    return refuseForm(form === 'cloud-event' ? 'one CloudEvent' : 'a list of CloudEvents');
  if (!isList && (typeof body !== 'object' || body === null))
    return refuseForm('an event or a list of events');
  const items: readonly unknown[] = isList ? (body as unknown[]) : [body];
  if (items.length === 0) return refuseForm('at least one event');
  if (items.length > MOST_EVENTS)
    return {
      ...{ ok: false, reason: 'too-many' },
      detail: `Expected at most ${MOST_EVENTS} events; found ${items.length}. Send them in several requests, or as NDJSON.`,
    };
  return { ok: true, items: items.map(form === 'events' ? parseEvent : parseCloudEvent) };
}

/** Reads a line of NDJSON. */
export function parseEventLine(line: string): ParsedEvent {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return {
      ...{ ok: false, id: undefined },
      refusal: { code: 'invalid', at: '', detail: 'Expected an event as JSON in one line.' },
    };
  }
  return parseEvent(raw);
}

function refuseForm(expected: string): EventBody {
  return { ok: false, reason: 'form', detail: `Expected ${expected} as the body.` };
}
