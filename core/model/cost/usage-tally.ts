import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import Big from 'big.js';
import { compareText } from '../billing/compare-text.ts';
import { digestEvent } from '../metering/event-digest.ts';
import { meterEvent } from '../metering/meter-event.ts';
import type { MetricTerms } from '../metering/metric-terms.ts';
import type { EventRefusal, UsageEvent } from '../metering/usage-event.ts';
import { monthOf } from '../metering/utc-month.ts';
import type { UsageRollup } from './usage-rollup.ts';

/** An event of a file: its id may be missing there, and whose it is can only be told by itself. */
export interface TalliedEvent extends Omit<UsageEvent, 'id'> {
  readonly id?: string;
  /** That of the file as a whole when absent. */
  readonly installation?: string;
}

/** How an event was taken: `duplicate` says the same as one that came before, and counts once. */
export type Tallied =
  | { readonly ok: true; readonly status: 'counted' | 'duplicate' }
  | { readonly ok: false; readonly refusal: Omit<EventRefusal, 'code'> };

const HOUR_MS = 3_600_000;

interface Hour {
  readonly installation: string;
  readonly metric: string;
  readonly from: number;
  readonly unit: string;
  events: number;
  sum: Big;
  max: Big;
  last: Big;
  lastAt: number;
  lastId: string;
}

/** A subject of a month, and the hour in which it was first seen. */
type Subjects = Map<string, number>;

/**
 * Adds up events by the hour as the ingest does, exactly. It holds what it has added up and which events it has seen, and
 * the order in which they come makes no difference.
 */
export class UsageTally {
  readonly #metrics: ReadonlyMap<string, MetricTerms>;
  readonly #unnamed: string;
  readonly #hours = new Map<string, Hour>();
  readonly #seen = new Map<string, string>();
  readonly #subjects = new Map<string, Subjects>();

  /**
   * @param metrics that may be used, by name
   * @param unnamed the installation of events that name none
   */
  constructor(metrics: ReadonlyMap<string, MetricTerms>, unnamed: string) {
    this.#metrics = metrics;
    this.#unnamed = unnamed;
  }

  add({ installation = this.#unnamed, ...event }: TalliedEvent): Tallied {
    const { id = '', at } = event;
    if (at === undefined)
      return refuse(
        'time',
        'Expected a time: in a file it cannot be told when an event came. Give each its time.',
      );
    // Its windows are for what comes now; what is in a file came when it did.
    const metered = meterEvent({ ...event, id }, this.#metrics, at);
    if (!metered.ok) return { ok: false, refusal: metered.refusal };
    const standing = id === '' ? 'new' : this.#stand(installation, { ...event, id });
    if (standing === 'conflict')
      return refuse(
        'id',
        'Another event of this installation has the same id and says something else: only one of them may stay.',
      );
    if (standing === 'known') return { ok: true, status: 'duplicate' };
    this.#count(
      installation,
      { ...event, id },
      { ...metered.metered, value: new Big(metered.metered.value) },
    );
    return { ok: true, status: 'counted' };
  }

  /** In a fixed order. */
  rollups(): UsageRollup[] {
    const firsts = this.#countFirsts();
    return [...this.#hours]
      .toSorted(([a], [b]) => compareText(a, b))
      .map(([key, { installation, metric, from, unit, ...hour }]) => ({
        ...{ installation, metric, from, to: from + HOUR_MS, unit, events: String(hour.events) },
        ...{ sum: hour.sum.toFixed(), max: hour.max.toFixed() },
        ...{ last: hour.last.toFixed(), lastAt: hour.lastAt },
        unique: String(firsts.get(key) ?? 0),
      }));
  }

  #stand(installation: string, event: UsageEvent): 'new' | 'known' | 'conflict' {
    // Millions of ids are kept: half of a digest is enough to tell them apart.
    const key = bytesToHex(sha256(utf8ToBytes(JSON.stringify([installation, event.id]))).subarray(0, 16));
    const digest = digestEvent(event).slice(0, 16);
    const known = this.#seen.get(key);
    if (known !== undefined) return known === digest ? 'known' : 'conflict';
    this.#seen.set(key, digest);
    return 'new';
  }

  #count(
    installation: string,
    { metric, id, subject }: UsageEvent,
    { at, unit, value }: { readonly at: number; readonly unit: string; readonly value: Big },
  ): void {
    const from = at - (((at % HOUR_MS) + HOUR_MS) % HOUR_MS);
    const key = hourKey(installation, metric, from, unit);
    const hour = this.#hours.get(key);
    if (hour === undefined) {
      const first = { events: 1, sum: value, max: value, last: value, lastAt: at, lastId: id };
      this.#hours.set(key, { installation, metric, from, unit, ...first });
    } else {
      hour.events++;
      hour.sum = hour.sum.plus(value);
      if (value.gt(hour.max)) hour.max = value;
      if (isLater(hour, { at, id, value })) {
        hour.last = value;
        hour.lastAt = at;
        hour.lastId = id;
      }
    }
    if (subject !== undefined)
      this.#see(JSON.stringify([installation, metric, monthOf(at), unit]), subject, from);
  }

  #see(key: string, subject: string, hour: number): void {
    const subjects = this.#subjects.get(key) ?? new Map<string, number>();
    this.#subjects.set(key, subjects);
    const known = subjects.get(subject);
    if (known === undefined || hour < known) subjects.set(subject, hour);
  }

  /** How many subjects were first seen in each hour. */
  #countFirsts(): Map<string, number> {
    const firsts = new Map<string, number>();
    for (const [of, subjects] of this.#subjects) {
      const [installation, metric, , unit] = JSON.parse(of) as [string, string, string, string];
      for (const hour of subjects.values()) {
        const key = hourKey(installation, metric, hour, unit);
        firsts.set(key, (firsts.get(key) ?? 0) + 1);
      }
    }
    return firsts;
  }
}

function hourKey(installation: string, metric: string, from: number, unit: string): string {
  return JSON.stringify([installation, metric, unit, new Date(from).toISOString()]);
}

/** Of events at the same time the one with the greater id comes later, and without ids the larger one. */
function isLater(
  { lastAt, lastId, last }: Hour,
  { at, id, value }: { readonly at: number; readonly id: string; readonly value: Big },
): boolean {
  return (at - lastAt || compareText(id, lastId) || value.cmp(last)) > 0;
}

function refuse(at: string, detail: string): Tallied {
  return { ok: false, refusal: { at, detail } };
}
