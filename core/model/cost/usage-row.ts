import { parseInstant } from '../metering/parse-instant.ts';
import { showValue } from '../metering/show-value.ts';
import { monthOf } from '../metering/utc-month.ts';
import type { UsageRollup } from './usage-rollup.ts';

/** A row of `GET /api/v1/usage`. */
export interface UsageRow {
  readonly rollup: UsageRollup;
  /** App that it says it is of. */
  readonly app: string | undefined;
  /** Tells it from other rows of the same answer. */
  readonly key: string;
}

export type ParsedUsageRow =
  | { readonly ok: true; readonly row: UsageRow }
  | { readonly ok: false; readonly at: string; readonly detail: string };

const DECIMAL = /^\d{1,36}(?:\.\d{1,20})?$/;
const WHOLE = /^\d{1,30}$/;
const NAME = /^[\x20-\x7e]{1,100}$/;

type Row = Readonly<Record<string, unknown>>;

/**
 * Reads a row as the API gives it: quantities are in base units already.
 *
 * @param unnamed the installation of rows that are not grouped by it
 */
export function parseUsageRow(raw: unknown, unnamed: string): ParsedUsageRow {
  if (!isMapping(raw)) return refuse('', 'a row of GET /api/v1/usage', raw);
  const group = raw['group'] ?? {};
  if (!isMapping(group)) return refuse('group', 'an object', group);
  const wrong = fields.find(([name, read]) => !read(raw[name]));
  if (wrong !== undefined) return refuse(wrong[0], wrong[2], raw[wrong[0]]);
  const [from, to, lastAt] = ['from', 'to', 'lastAt'].map((name) => parseInstant(String(raw[name])) ?? 0);
  if (from === undefined || to === undefined || lastAt === undefined || from >= to)
    return refuse('to', 'a time after "from"', raw['to']);
  if (monthOf(from) !== monthOf(to - 1))
    return refuse('to', 'an end in the same month: ask for granularity=month, or finer', raw['to']);
  if (lastAt < from || lastAt >= to) return refuse('lastAt', 'a time within the row', raw['lastAt']);
  const text = (name: string): string => String(raw[name]);
  const [app, installation] = [group['app'], group['installation']];
  return {
    ok: true,
    row: {
      rollup: {
        installation: typeof installation === 'string' ? installation : unnamed,
        ...{ metric: text('metric'), unit: text('unit'), from, to, lastAt },
        ...{ events: text('events'), sum: text('sum'), max: text('max'), last: text('last') },
        unique: raw['unique'] === undefined ? undefined : text('unique'),
      },
      app: typeof app === 'string' ? app : undefined,
      key: JSON.stringify([from, to, raw['metric'], raw['unit'], Object.entries(group).toSorted()]),
    },
  };
}

const isTime = (raw: unknown): boolean => typeof raw === 'string' && parseInstant(raw) !== undefined;
const isText =
  (form: RegExp) =>
  (raw: unknown): boolean =>
    typeof raw === 'string' && form.test(raw);
const time = 'a time such as "2026-10-01T00:00:00.000Z"';
const decimal = 'a decimal in quotes, such as "12.5"';

const fields: readonly (readonly [name: string, read: (raw: unknown) => boolean, expected: string])[] = [
  ['from', isTime, time],
  ['to', isTime, time],
  ['lastAt', isTime, time],
  ['metric', isText(NAME), 'the name of a metric'],
  ['unit', isText(NAME), 'what the values are in, such as "count"'],
  ['events', isText(WHOLE), 'a whole number in quotes'],
  ['sum', isText(DECIMAL), decimal],
  ['max', isText(DECIMAL), decimal],
  ['last', isText(DECIMAL), decimal],
  ['unique', (raw) => raw === undefined || isText(WHOLE)(raw), 'a whole number in quotes'],
];

function refuse(at: string, expected: string, raw: unknown): ParsedUsageRow {
  return { ok: false, at, detail: `Expected ${expected}; found ${showValue(raw)}.` };
}

function isMapping(raw: unknown): raw is Row {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}
