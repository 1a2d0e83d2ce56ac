/** Whom an installation is counted to. */
export interface OracleFacts {
  readonly app: string;
  readonly version: string;
  readonly team: string;
  readonly costCenter: string;
  readonly environment: string;
}

/** An event that counts. */
export interface CountedEvent {
  readonly installation: string;
  readonly id: string;
  readonly metric: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Month that it is billed with, such as `2026-11`. */
  readonly billed: string;
  /** As it was sent. */
  readonly value: string;
  /** How much of the base quantity one is, with at most three digits after the point. */
  readonly size: string;
  readonly subject: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export interface OracleQuery {
  /** Milliseconds since 1970, half open. */
  readonly from: number;
  readonly to: number;
  readonly granularity: 'hour' | 'day' | 'month' | 'total';
  readonly groupBy: readonly string[];
}

export interface OracleRow {
  readonly events: string;
  readonly sum: string;
  readonly max: string;
  readonly last: string;
  readonly lastAt: string;
  readonly unique: string | undefined;
}

/** All that came of a metric of an installation with the same tags in an hour. Values are in units of 10^-15. */
interface Cell {
  readonly hour: number;
  readonly groups: Readonly<Record<string, string>>;
  readonly metric: string;
  events: number;
  sum: bigint;
  max: bigint;
  last: bigint;
  lastAt: number;
  lastId: string;
}

interface Sighting {
  readonly billed: string;
  readonly at: number;
  readonly groups: Readonly<Record<string, string>>;
  readonly metric: string;
  readonly subject: string;
}

const HOUR = 3_600_000;
const PLACES = 15;

/** What was used, counted one event after the other in whole numbers, with nothing of what the product counts by. */
export class UsageOracle {
  readonly #facts: Readonly<Record<string, OracleFacts>>;
  readonly #cells = new Map<string, Cell>();
  readonly #sightings = new Map<string, Sighting>();

  /** @param facts by installation */
  constructor(facts: Readonly<Record<string, OracleFacts>>) {
    this.#facts = facts;
  }

  add(event: CountedEvent): void {
    const { installation, id, metric, at, tags } = event;
    const hour = at - (at % HOUR);
    const value = baseOf(event.value, event.size);
    const key = JSON.stringify([hour, installation, metric, Object.entries(tags).sort()]);
    const cell = this.#cells.get(key) ?? {
      ...{ hour, metric, groups: this.#groupsOf(event) },
      ...{ events: 0, sum: 0n, max: -1n, last: 0n, lastAt: -1, lastId: '' },
    };
    cell.events += 1;
    cell.sum += value;
    if (value > cell.max) cell.max = value;
    if (at > cell.lastAt || (at === cell.lastAt && id > cell.lastId))
      Object.assign(cell, { last: value, lastAt: at, lastId: id });
    this.#cells.set(key, cell);
    this.#see(event);
  }

  /** Rows by what tells them apart: the begin of their span, the names of their groups, and the metric. */
  rows(query: OracleQuery): Map<string, OracleRow> {
    const { from, to } = query;
    const totals = new Map<string, { cells: Cell[]; subjects: Set<string> }>();
    for (const cell of this.#cells.values())
      if (cell.hour >= from && cell.hour < to) {
        const key = placeOf(query, cell.hour, cell);
        const total = totals.get(key) ?? { cells: [], subjects: new Set() };
        total.cells.push(cell);
        totals.set(key, total);
      }
    for (const sighting of this.#sightings.values())
      if (sighting.at >= from && sighting.at < to)
        totals.get(placeOf(query, sighting.at, sighting))?.subjects.add(sighting.subject);
    return new Map([...totals].map(([key, { cells, subjects }]) => [key, totalOf(cells, subjects)]));
  }

  #groupsOf({ installation, tags }: CountedEvent): Record<string, string> {
    const tagged = Object.entries(tags).map(([name, value]) => [`tag:${name}`, value]);
    return { installation, ...this.#facts[installation], ...Object.fromEntries(tagged) };
  }

  /** A subject counts once a month: with the month that is billed first, and in that where it was first seen. */
  #see(event: CountedEvent): void {
    const { installation, metric, subject, at, billed } = event;
    if (subject === undefined) return;
    const key = JSON.stringify([installation, metric, subject, new Date(at).toISOString().slice(0, 7)]);
    const known = this.#sightings.get(key);
    if (known !== undefined && (known.billed < billed || (known.billed === billed && known.at <= at))) return;
    this.#sightings.set(key, { billed, at, metric, subject, groups: this.#groupsOf(event) });
  }
}

/** What tells a row from others. */
export function rowKey(from: number, groups: readonly (string | null | undefined)[], metric: string): string {
  return JSON.stringify([new Date(from).toISOString(), ...groups.map((name) => name ?? null), metric]);
}

function placeOf(
  { from, granularity, groupBy }: OracleQuery,
  at: number,
  { groups, metric }: { readonly groups: Readonly<Record<string, string>>; readonly metric: string },
): string {
  const begin = Math.max(from, granularity === 'total' ? from : beginOf(granularity, at));
  return rowKey(
    begin,
    groupBy.map((name) => groups[name]),
    metric,
  );
}

function beginOf(granularity: 'hour' | 'day' | 'month', at: number): number {
  const text = new Date(at).toISOString();
  switch (granularity) {
    case 'hour':
      return Date.parse(`${text.slice(0, 13)}:00:00Z`);
    case 'day':
      return Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
    case 'month':
      return Date.parse(`${text.slice(0, 7)}-01T00:00:00Z`);
  }
}

function totalOf(cells: readonly Cell[], subjects: ReadonlySet<string>): OracleRow {
  let [events, sum, max] = [0, 0n, -1n];
  let latest = cells[0] as Cell;
  for (const cell of cells) {
    events += cell.events;
    sum += cell.sum;
    if (cell.max > max) max = cell.max;
    if (isLater(cell, latest)) latest = cell;
  }
  return {
    ...{ events: String(events), sum: decimalOf(sum), max: decimalOf(max), last: decimalOf(latest.last) },
    lastAt: new Date(latest.lastAt).toISOString(),
    unique: subjects.size === 0 ? undefined : String(subjects.size),
  };
}

function isLater(one: Cell, other: Cell): boolean {
  if (one.lastAt !== other.lastAt) return one.lastAt > other.lastAt;
  if (one.lastId !== other.lastId) return one.lastId > other.lastId;
  return (one.groups['installation'] ?? '') > (other.groups['installation'] ?? '');
}

/** Exact: 12 places of the value, and 3 of what one is. */
function baseOf(value: string, size: string): bigint {
  return wholeOf(value, 12) * wholeOf(size, 3);
}

function wholeOf(decimal: string, places: number): bigint {
  const [whole = '', fraction = ''] = decimal.split('.');
  // More zeros than there are places say nothing.
  return BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
}

/** In base units, without zeros that say nothing. */
function decimalOf(value: bigint): string {
  const digits = value.toString().padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0+$/, '');
  return digits.slice(0, -PLACES) + (fraction === '' ? '' : `.${fraction}`);
}

/** A value as it is kept, for a comparison with what is stored. */
export function keptValue(value: string, size: string): string {
  return decimalOf(baseOf(value, size));
}
