import { sql } from 'kysely';
import type { Queryable } from '../src/store/store.ts';
import { metrics } from './metered-marketplace.ts';
import { keptValue, type OracleQuery, type OracleRow, rowKey, type UsageOracle } from './usage-oracle.ts';
import { statuses, type UsageSender } from './usage-sender.ts';
import { COPIES, type SentEvent, type UsageStorm } from './usage-storm.ts';

/** What the database holds of the events of a storm. */
export interface StoredStorm {
  /** By event, which of its payloads is stored; -1 for none. */
  readonly variants: Int8Array;
  /** By event, the month that it is billed with. */
  readonly billed: readonly (string | undefined)[];
  readonly faults: readonly string[];
}

interface EventRow {
  readonly installation_id: string;
  readonly event_id: string;
  readonly metric: string;
  readonly value: string;
  readonly at: string;
  readonly sequence: string | null;
  readonly subject: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly billed: string;
}

/** So many faults tell enough. */
const MOST_FAULTS = 20;
const PORTION = 10_000;

/** Reads all raw events, each of which has to be one that was sent, once. */
export async function readStoredStorm(db: Queryable, storm: UsageStorm): Promise<StoredStorm> {
  const variants = new Int8Array(storm.events).fill(-1);
  const billed: (string | undefined)[] = new Array(storm.events);
  const faults: string[] = [];
  for await (const row of readEvents(db)) {
    const event = storm.eventOf(row.installation_id, row.event_id);
    if (event === undefined) faults.push(`${row.installation_id}/${row.event_id} was never sent.`);
    else if (variants[event] !== -1) faults.push(`${row.installation_id}/${row.event_id} is stored twice.`);
    else {
      const variant = [0, 1, 2].find(
        (one) => isSent(storm, event, one) && isStored(storm.payloadOf(event, one), row),
      );
      if (variant === undefined) faults.push(`${JSON.stringify(row)} is not what was sent.`);
      variants[event] = variant ?? -1;
      billed[event] = row.billed;
    }
  }
  return { variants, billed, faults: faults.slice(0, MOST_FAULTS) };
}

async function* readEvents(db: Queryable): AsyncGenerator<EventRow> {
  const { rows: places } = await sql<{
    id: string;
  }>`select id::text as id from usage_dimension order by id`.execute(db);
  for (const { id } of places)
    for (let after = { at: '-infinity', id: '' }, more = true; more; ) {
      const { rows } = await sql<EventRow>`
        select e.installation_id, e.event_id, e.metric, trim_scale(e.value)::text as value, e.sequence::text as sequence,
          e.subject, d.tags, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
          to_char(e.billed_period, 'YYYY-MM') as billed
        from usage_event as e join usage_dimension as d on d.id = e.dimension_id
        where e.dimension_id = ${id}::bigint and (e.at, e.event_id) > (${after.at}::timestamptz, ${after.id})
        order by e.at, e.event_id limit ${PORTION}`.execute(db);
      yield* rows;
      const last = rows.at(-1);
      more = last !== undefined && rows.length === PORTION;
      if (last !== undefined) after = { at: last.at, id: last.event_id };
    }
}

function isSent(storm: UsageStorm, event: number, variant: number): boolean {
  return [0, 1, 2].some((copy) => storm.variantOf(event, copy) === variant);
}

function isStored(sent: SentEvent, row: EventRow): boolean {
  const { metric, value, time, sequence = null, subject = null, tags = {} } = sent;
  return (
    metric === row.metric &&
    keptValue(value, sizeOf(sent)) === row.value &&
    time === row.at &&
    sequence === row.sequence &&
    subject === row.subject &&
    JSON.stringify(Object.entries(tags).sort()) === JSON.stringify(Object.entries(row.tags).sort())
  );
}

function sizeOf({ metric, unit }: SentEvent): string {
  const sizes = metrics[metric] ?? {};
  return (unit === undefined ? Object.values(sizes)[0] : sizes[unit]) ?? '0';
}

export interface Judgement {
  readonly counted: number;
  readonly conflicts: number;
  /** Events whose acknowledgement was lost: no copy of them was ever answered as accepted. */
  readonly lostAnswers: number;
  readonly faults: readonly string[];
}

/** Holds what was answered against what is stored: one copy made it, and every answer has to agree with that. */
export function judgeAnswers(storm: UsageStorm, sender: UsageSender, { variants }: StoredStorm): Judgement {
  const faults: string[] = [];
  let [counted, conflicts, lostAnswers] = [0, 0, 0];
  for (let event = 0; event < storm.events; event++) {
    const stored = variants[event] as number;
    const copies = Array.from({ length: COPIES }, (_, copy) => ({
      variant: storm.variantOf(event, copy),
      status: statuses[sender.statuses[event * COPIES + copy] ?? 0],
      unanswered: sender.unanswered[event * COPIES + copy] === 1,
    }));
    const accepted = copies.filter(({ status }) => status === 'accepted');
    const wanted = (variant: number) => (variant === stored ? 'duplicate' : 'conflict');
    const isRefused = storm.refusalOf(event) !== undefined;
    const isSound = isRefused
      ? stored === -1 && copies.every(({ status }) => status === 'rejected')
      : stored !== -1 &&
        accepted.length <= 1 &&
        copies.every(({ status, variant }) =>
          status === 'accepted' ? variant === stored : status === wanted(variant),
        ) &&
        (accepted.length === 1 || copies.some((copy) => copy.unanswered && copy.variant === stored));
    if (!isSound)
      faults.push(
        `${storm.installationOf(event)}/${storm.idOf(event)}: stored ${stored}, ${JSON.stringify(copies)}`,
      );
    if (isRefused) continue;
    counted++;
    if (accepted.length === 0) lostAnswers++;
    conflicts += new Set(copies.map(({ variant }) => variant).filter((variant) => variant !== stored)).size;
  }
  return { counted, conflicts, lostAnswers, faults: faults.slice(0, MOST_FAULTS) };
}

/** Counts what is stored, one event after the other. */
export function countStored(storm: UsageStorm, { variants, billed }: StoredStorm, oracle: UsageOracle): void {
  for (let event = 0; event < storm.events; event++) {
    const variant = variants[event] as number;
    if (variant === -1) continue;
    const sent = storm.payloadOf(event, variant);
    const { id, metric, value, subject, tags = {} } = sent;
    oracle.add({
      ...{ id, metric, value, subject, tags, installation: storm.installationOf(event) },
      ...{ at: Date.parse(sent.time), billed: billed[event] ?? '', size: sizeOf(sent) },
    });
  }
}

interface Gap {
  readonly lowest: bigint;
  readonly highest: bigint;
  readonly events: number;
}

/** By installation and metric, the numbers that senders counted by. */
export function countSequences(storm: UsageStorm, { variants }: StoredStorm): Record<string, string> {
  const gaps = new Map<string, Gap>();
  for (let event = 0; event < storm.events; event++) {
    const variant = variants[event] as number;
    const { metric, sequence } = storm.payloadOf(event, Math.max(0, variant));
    if (variant === -1 || sequence === undefined) continue;
    const key = `${storm.installationOf(event)}/${metric}`;
    const number = BigInt(sequence);
    const { lowest, highest, events } = gaps.get(key) ?? { lowest: number, highest: number, events: 0 };
    gaps.set(key, {
      lowest: number < lowest ? number : lowest,
      highest: number > highest ? number : highest,
      events: events + 1,
    });
  }
  return Object.fromEntries(
    [...gaps].map(([key, { lowest, highest, events }]) => [key, `${lowest} to ${highest}: ${events}`]),
  );
}

/** The same as the store has it. */
export async function readSequences(db: Queryable): Promise<Record<string, string>> {
  const { rows } = await sql<{ key: string; said: string }>`
    select installation_id || '/' || metric as key,
      lowest::text || ' to ' || highest::text || ': ' || events::text as said
    from usage_gap`.execute(db);
  return Object.fromEntries(rows.map(({ key, said }) => [key, said]));
}

interface UsageItem extends OracleRow {
  readonly from: string;
  readonly group: Readonly<Record<string, string | null>>;
  readonly metric: string;
}

/** Where `GET /api/v1/usage` and the oracle are not of one mind, to the last digit. */
export async function findUsageFaults(
  url: string,
  query: OracleQuery,
  oracle: UsageOracle,
): Promise<string[]> {
  const expected = oracle.rows(query);
  const faults: string[] = [];
  const shown = new Set<string>();
  for await (const { from, group, metric, events, sum, max, last, lastAt, unique } of readUsage(url, query)) {
    const names = query.groupBy.map((name) => group[name]);
    const key = rowKey(Date.parse(from), names, metric);
    shown.add(key);
    const found = JSON.stringify({ events, sum, max, last, lastAt, unique });
    const right = JSON.stringify(expected.get(key));
    if (found !== right) faults.push(`${key}: ${found} and not ${right}`);
  }
  const missing = [...expected.keys()].filter((key) => !shown.has(key));
  return [...faults, ...missing.map((key) => `${key} is missing.`)].slice(0, MOST_FAULTS);
}

async function* readUsage(
  url: string,
  { from, to, granularity, groupBy }: OracleQuery,
): AsyncGenerator<UsageItem> {
  const said = {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    granularity,
    limit: '1000',
  };
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const asked = {
      ...said,
      ...(groupBy.length === 0 ? {} : { groupBy: groupBy.join(',') }),
      ...(cursor === undefined ? {} : { cursor }),
    };
    const response = await fetch(`${url}/api/v1/usage?${new URLSearchParams(asked)}`);
    const text = await response.text();
    if (!response.ok) throw new Error(`Usage is HTTP ${response.status}: ${text}`);
    const page = JSON.parse(text) as { readonly items: readonly UsageItem[]; readonly nextCursor?: string };
    yield* page.items;
    cursor = page.nextCursor;
  }
}
