import { closest } from '../finding/suggest.ts';
import { eventFields, type Field } from './event-fields.ts';
import { showValue } from './show-value.ts';
import type { EventRefusal, UsageEvent } from './usage-event.ts';

export type ParsedEvent =
  | { readonly ok: true; readonly event: UsageEvent }
  /** `id` where it could be read. */
  | { readonly ok: false; readonly id: string | undefined; readonly refusal: EventRefusal };

/** Reads an event as this API writes it. */
export function parseEvent(raw: unknown): ParsedEvent {
  return assembleEvent(raw, { about: 'an event', members: eventFields, at: '' });
}

const { metric, value, unit, tags, ...attributes } = eventFields;
const data = { metric, value, unit, tags };
const VERSION = '1.0';
const TYPE = 'souk.usage.v1';
/** As CloudEvents lets others add attributes of their own. */
const EXTENSION = /^[a-z0-9]{1,60}$/;

const envelope = {
  specversion: (raw: unknown): Field<string> =>
    raw === VERSION ? { value: VERSION } : { expected: `"${VERSION}"` },
  type: (raw: unknown): Field<string> => (raw === TYPE ? { value: TYPE } : { expected: `"${TYPE}"` }),
  source: (raw: unknown): Field<string> =>
    typeof raw === 'string' && raw !== '' && raw.length <= 2_000
      ? { value: raw }
      : { expected: 'a reference of 1 to 2,000 characters to where it came from' },
};

/** Reads an event as CloudEvents 1.0 writes it in JSON. Who sent it is known already, so its source counts for nothing. */
export function parseCloudEvent(raw: unknown): ParsedEvent {
  if (!isObject(raw)) return notAnObject('', raw, undefined);
  const { data: inner, datacontenttype: contentType, ...outer } = raw;
  const id = idOf(raw);
  const shell = readMembers(outer, { about: 'an event', members: envelope, at: '', open: true });
  if ('refusal' in shell) return { ok: false, id, refusal: shell.refusal };
  if (contentType !== undefined && contentType !== 'application/json')
    return refuse('datacontenttype', '"application/json"', contentType, id);
  const own = readMembers(outer, { about: 'an event', members: attributes, at: '', open: true });
  if ('refusal' in own) return { ok: false, id, refusal: own.refusal };
  const odd = Object.keys(outer).find((name) => !EXTENSION.test(name));
  if (odd !== undefined) return refuse('', 'attributes with names of lower-case letters and digits', odd, id);
  if (!isObject(inner)) return notAnObject('data', inner, id);
  const read = readMembers(inner, { about: 'the data of an event', members: data, at: 'data.' });
  if ('refusal' in read) return { ok: false, id, refusal: read.refusal };
  return { ok: true, event: eventOf({ ...own.values, ...read.values }) };
}

interface Reading {
  readonly about: string;
  readonly members: Readonly<Record<string, (raw: unknown) => Field<unknown>>>;
  /** What stands before a member in a message. */
  readonly at: string;
  /** Whether there may be others. */
  readonly open?: boolean;
}

type Values = Readonly<Record<string, unknown>>;

function assembleEvent(raw: unknown, reading: Reading): ParsedEvent {
  if (!isObject(raw)) return notAnObject('', raw, undefined);
  const read = readMembers(raw, reading);
  if ('refusal' in read) return { ok: false, id: idOf(raw), refusal: read.refusal };
  return { ok: true, event: eventOf(read.values) };
}

function readMembers(
  raw: Values,
  { about, members, at, open = false }: Reading,
): { readonly values: Values } | { readonly refusal: EventRefusal } {
  const unknown = open ? undefined : unknownMember(raw, members);
  if (unknown !== undefined) {
    const near = unknown.length <= 40 ? closest(unknown, Object.keys(members)) : undefined;
    const advice = near === undefined ? `it has ${Object.keys(members).join(', ')}` : `did you mean ${near}?`;
    const detail = `${about} has no member ${showValue(unknown)}: ${advice}`;
    return { refusal: { code: 'invalid', at: at + unknown.slice(0, 60), detail: sentence(detail) } };
  }
  const values: Record<string, unknown> = {};
  for (const name in members) {
    const own = Object.hasOwn(raw, name) ? raw[name] : undefined;
    const field = members[name]?.(own) ?? { value: undefined };
    if ('expected' in field) return { refusal: refusalOf(at + name, field.expected, own) };
    if (field.value !== undefined) values[name === 'time' ? 'at' : name] = field.value;
  }
  return { values };
}

function unknownMember(raw: Values, members: Reading['members']): string | undefined {
  for (const name of Object.keys(raw)) if (!Object.hasOwn(members, name)) return name;
  return undefined;
}

function eventOf(values: Values): UsageEvent {
  return values as unknown as UsageEvent;
}

function isObject(raw: unknown): raw is Values {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

function idOf(raw: Values): string | undefined {
  const id = eventFields.id(Object.hasOwn(raw, 'id') ? raw['id'] : undefined);
  return 'value' in id ? id.value : undefined;
}

function notAnObject(at: string, raw: unknown, id: string | undefined): ParsedEvent {
  return refuse(at, 'an object', raw, id);
}

function refuse(at: string, expected: string, raw: unknown, id: string | undefined): ParsedEvent {
  return { ok: false, id, refusal: refusalOf(at, expected, raw) };
}

function refusalOf(at: string, expected: string, raw: unknown): EventRefusal {
  return { code: 'invalid', at, detail: `Expected ${expected}; found ${showValue(raw)}.` };
}

function sentence(text: string): string {
  const end = text.endsWith('?') ? '' : '.';
  return text.charAt(0).toUpperCase() + text.slice(1) + end;
}
