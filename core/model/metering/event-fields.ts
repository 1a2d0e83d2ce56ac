import { parseInstant } from './parse-instant.ts';
import type { EventTag } from './usage-event.ts';

/** A member of an event, or the words that say what was expected instead. */
export type Field<T> = { readonly value: T } | { readonly expected: string };

const MOST_TAGS = 8;
const LONGEST_TAG = 100;
const LONGEST_TEXT = 200;

const ID = /^[\x20-\x7e]{1,200}$/;
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const UNIT = /^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/;
const DECIMAL = /^\d{1,30}(?:\.(\d{1,12}))?$/;
const WHOLE = /^\d{1,30}$/;
const TAG = /^[a-z][a-z0-9-]{0,62}$/;

/** How each member of an event is read, by its name. */
export const eventFields = {
  id: (raw: unknown): Field<string> =>
    typeof raw === 'string' && ID.test(raw)
      ? { value: raw }
      : { expected: 'a text of 1 to 200 printable characters of ASCII' },

  metric: (raw: unknown): Field<string> =>
    typeof raw === 'string' && raw.length <= 63 && NAME.test(raw)
      ? { value: raw }
      : { expected: 'the name of a metric, such as "calls"' },

  value: (raw: unknown): Field<string> => {
    if (typeof raw === 'number') {
      if (Number.isSafeInteger(raw) && raw >= 0) return { value: String(raw) };
      return { expected: 'a decimal in quotes, as JSON rounds numbers that are not whole or above 2^53-1' };
    }
    const digits = typeof raw === 'string' && DECIMAL.test(raw) ? raw.replace('.', '').length : 31;
    return digits <= 30
      ? { value: String(raw) }
      : {
          expected:
            'a decimal of at least 0 such as "0.25", with at most 30 digits of which 12 follow the point',
        };
  },

  unit: (raw: unknown): Field<string | undefined> => {
    if (raw === undefined) return { value: undefined };
    return typeof raw === 'string' && UNIT.test(raw)
      ? { value: raw }
      : { expected: 'a unit such as "ms" or "MiB"' };
  },

  time: (raw: unknown): Field<number | undefined> => {
    if (raw === undefined) return { value: undefined };
    const instant = typeof raw === 'string' ? parseInstant(raw) : undefined;
    return instant === undefined
      ? { expected: 'a time as RFC 3339 writes it, such as "2026-11-22T08:30:00Z"' }
      : { value: instant };
  },

  sequence: (raw: unknown): Field<string | undefined> => {
    if (raw === undefined) return { value: undefined };
    const text = typeof raw === 'number' && Number.isSafeInteger(raw) ? String(raw) : raw;
    return typeof text === 'string' && WHOLE.test(text)
      ? { value: text.replace(/^0+(?=\d)/, '') }
      : { expected: 'a whole number of at least 0, in quotes above 2^53-1' };
  },

  subject: (raw: unknown): Field<string | undefined> => {
    if (raw === undefined) return { value: undefined };
    return isText(raw, 1, LONGEST_TEXT)
      ? { value: raw }
      : { expected: `a text of 1 to ${LONGEST_TEXT} characters, none of them a control character` };
  },

  tags: (raw: unknown): Field<readonly EventTag[] | undefined> => {
    if (raw === undefined) return { value: undefined };
    const expected = `an object of at most ${MOST_TAGS} names of lower-case letters, digits and hyphens, each with a text of up to ${LONGEST_TAG} characters`;
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return { expected };
    const tags = Object.entries(raw);
    if (tags.length > MOST_TAGS) return { expected };
    if (!tags.every(([name, value]) => TAG.test(name) && isText(value, 0, LONGEST_TAG))) return { expected };
    if (tags.length === 0) return { value: undefined };
    return { value: (tags as [string, string][]).toSorted(([a], [b]) => (a < b ? -1 : 1)) };
  },
};

/** Databases hold neither NUL nor half a surrogate pair, and lists of people show no other control characters. */
function isText(raw: unknown, least: number, most: number): raw is string {
  if (typeof raw !== 'string' || raw.length < least || raw.length > most || !raw.isWellFormed()) return false;
  for (let i = 0; i < raw.length; i++) {
    const code = raw.charCodeAt(i);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return false;
  }
  return true;
}
