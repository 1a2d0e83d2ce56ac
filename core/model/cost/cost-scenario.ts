import { closest } from '../finding/suggest.ts';
import { showValue } from '../metering/show-value.ts';

/** What somebody assumes of each installation for a month, as it is written: only what is given is there. */
export interface CostScenario {
  /** `2026-11` */
  readonly period?: string;
  readonly installations?: number;
  /** Decimals in the units of the metrics, by metric. */
  readonly usage: Readonly<Record<string, string>>;
  readonly seats?: string;
  readonly instances?: string;
}

/** Why a scenario is none. */
export interface ScenarioProblem {
  /** JSON pointer. */
  readonly at: string;
  /** Whether it is about the name of the member, and not about what it holds. */
  readonly isName: boolean;
  readonly detail: string;
}

export type ParsedScenario =
  | { readonly ok: true; readonly scenario: CostScenario }
  | { readonly ok: false; readonly problems: readonly ScenarioProblem[] };

/** More would only fill the page: the cost of each is the same. */
export const MOST_INSTALLATIONS = 1_000;

const MONTH = /^[1-9]\d{3}-(?:0[1-9]|1[0-2])$/;
const DECIMAL = /^\d{1,30}(?:\.\d{1,12})?$/;
const WHOLE = /^[1-9]\d{0,3}$/;

type Reading = { readonly value: unknown } | { readonly expected: string };

const members: Readonly<Record<string, (raw: unknown) => Reading>> = {
  period: (raw) =>
    typeof raw === 'string' && isMonth(raw)
      ? { value: raw }
      : { expected: 'a month such as 2026-11, in quotes' },
  installations: (raw) =>
    WHOLE.test(String(raw)) && Number(raw) <= MOST_INSTALLATIONS
      ? { value: Number(raw) }
      : { expected: `a whole number from 1 to ${MOST_INSTALLATIONS}` },
  seats: readDecimal,
  instances: readDecimal,
};

export function isMonth(text: string): boolean {
  return MONTH.test(text);
}

/** Reads a scenario from what a file holds. All that is wrong with it is told. */
export function parseScenario(raw: unknown): ParsedScenario {
  if (!isMapping(raw))
    return {
      ok: false,
      problems: [
        problem('', `Expected a mapping such as {usage: {calls: 1200}, seats: 25}; found ${showValue(raw)}.`),
      ],
    };
  const { usage = {}, ...rest } = raw;
  const [own, amounts] = [readMembers(rest), readUsage(usage)];
  const problems = [...own.problems, ...amounts.problems];
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, scenario: { ...own.values, usage: amounts.values as Record<string, string> } };
}

/**
 * Reads the short form: `calls=120000,seats=25,instances=2`.
 *
 * @param metrics of the app: a metric that is called `seats` comes before the people of the plan
 */
export function parseShortScenario(text: string, metrics: readonly string[]): ParsedScenario {
  const values = new Map<string, string>();
  const problems: ScenarioProblem[] = [];
  for (const part of text.split(',')) {
    const [, name = '', value = ''] = /^\s*([^=]*?)\s*=(.*)$/su.exec(part) ?? [];
    if (name === '')
      problems.push(
        problem('', `Expected parts such as calls=1200 with commas between; found ${showValue(part)}.`),
      );
    else if (values.has(name)) problems.push(problem('', `${showValue(name)} is given twice.`));
    values.set(name, value.trim());
  }
  if (problems.length > 0) return { ok: false, problems };
  const isMember = (name: string): boolean => Object.hasOwn(members, name) && !metrics.includes(name);
  const given = [...values];
  return parseScenario({
    ...Object.fromEntries(given.filter(([name]) => isMember(name))),
    usage: Object.fromEntries(given.filter(([name]) => !isMember(name))),
  });
}

interface Read {
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: readonly ScenarioProblem[];
}

function readMembers(raw: Readonly<Record<string, unknown>>): Read {
  return readEach(raw, (name, value) => {
    const read = Object.hasOwn(members, name) ? members[name] : undefined;
    if (read !== undefined) return read(value);
    const known = ['usage', ...Object.keys(members)];
    const near = closest(name, known);
    const advice = near === undefined ? `it has ${known.join(', ')}.` : `did you mean ${near}?`;
    return { unknown: `A scenario has no member ${showValue(name)}: ${advice}` };
  });
}

function readUsage(raw: unknown): Read {
  if (!isMapping(raw)) {
    const detail = `Expected metrics with quantities, such as {calls: 1200}; found ${showValue(raw)}.`;
    return { values: {}, problems: [problem('/usage', detail)] };
  }
  return readEach(raw, (_name, value) => readDecimal(value), '/usage');
}

function readEach(
  raw: Readonly<Record<string, unknown>>,
  read: (name: string, value: unknown) => Reading | { readonly unknown: string },
  above = '',
): Read {
  const values: [string, unknown][] = [];
  const problems: ScenarioProblem[] = [];
  for (const [name, value] of Object.entries(raw)) {
    const at = `${above}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const found = read(name, value);
    if ('value' in found) values.push([name, found.value]);
    else if ('unknown' in found) problems.push({ at, isName: true, detail: found.unknown });
    else
      problems.push(problem(at, `${nameOf(name)}: expected ${found.expected}; found ${showValue(value)}.`));
  }
  // A name that objects have by themselves is a name like any other.
  return { values: Object.fromEntries(values), problems };
}

function readDecimal(raw: unknown): Reading {
  const isWritten = typeof raw === 'string' || typeof raw === 'number';
  return isWritten && DECIMAL.test(String(raw))
    ? { value: String(raw) }
    : { expected: 'a decimal of at least 0 with at most 30 digits, and 12 after the point, such as 1200' };
}

function nameOf(name: string): string {
  return /^[\w.-]{1,100}$/.test(name) ? name : showValue(name);
}

function problem(at: string, detail: string): ScenarioProblem {
  return { at, isName: false, detail };
}

function isMapping(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}
