import Big from 'big.js';
import { closest, quoteList } from '../finding/suggest.ts';
import { type MetricTerms, spanAt, type UnitSpan } from './metric-terms.ts';
import { measures, signsOf } from './units.ts';
import type { EventRefusal, UsageEvent } from './usage-event.ts';

/** What an event comes to, in base units. */
export interface MeteredValue {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `count`, `seconds`, `bytes`, or a word of the price book's own. */
  readonly unit: string;
  /** Decimal number, exact. */
  readonly value: string;
}

export type Metered =
  | { readonly ok: true; readonly metered: MeteredValue }
  | { readonly ok: false; readonly refusal: EventRefusal };

/** Clocks differ, and what is buffered comes later. */
export const MOST_EARLY_MS = 5 * 60_000;
export const MOST_LATE_MS = 35 * 24 * 3_600_000;

/**
 * Compares an event with what its installation may meter, and turns its value into base units.
 * @param metrics by name
 * @param now when it came, in milliseconds since 1970
 */
export function meterEvent(
  event: UsageEvent,
  metrics: ReadonlyMap<string, MetricTerms>,
  now: number,
): Metered {
  const { at = now, metric } = event;
  const terms = metrics.get(metric);
  if (terms === undefined)
    return refuse('unknown-metric', 'metric', adviseMetric(metric, [...metrics.keys()]));
  if (at > now + MOST_EARLY_MS)
    return refuse(
      ...(['too-early', 'time'] as const),
      `Its time is more than 5 minutes ahead of ${writeTime(now)}, when it came: look at the clock of the sender.`,
    );
  if (at < now - MOST_LATE_MS)
    return refuse(
      ...(['too-late', 'time'] as const),
      `Its time is more than 35 days before ${writeTime(now)}, when it came: it can only be settled by a credit in the price book.`,
    );
  const span = spanAt(terms, at);
  const size = sizeOf(event.unit, terms, span);
  if (size === undefined) return refuse('unknown-unit', 'unit', adviseUnit(terms, span));
  const value = new Big(event.value).times(size).toFixed();
  return { ok: true, metered: { at, unit: span.quantity, value } };
}

function sizeOf(unit: string | undefined, terms: MetricTerms, span: UnitSpan): Big | undefined {
  if (unit === undefined || unit === terms.unit) return span.size;
  const measure = measures.get(unit);
  return measure?.quantity === span.quantity ? measure.size : undefined;
}

function adviseMetric(metric: string, known: readonly string[]): string {
  const near = closest(metric, known);
  const advice =
    near !== undefined
      ? `did you mean ${near}?`
      : known.length === 0
        ? 'it declares none.'
        : `there are ${quoteList(known.slice(0, 20))}.`;
  return `No version of the app that is installed declares the metric "${metric}" under billing.metrics; ${advice}`;
}

function adviseUnit({ unit }: MetricTerms, { quantity }: UnitSpan): string {
  const signs = [...(unit === undefined ? [] : [unit]), ...signsOf(quantity)];
  return `The metric is measured in ${quantity}: leave the unit out, or use one of ${quoteList(signs)}.`;
}

function writeTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function refuse(code: EventRefusal['code'], at: string, detail: string): Metered {
  return { ok: false, refusal: { code, at, detail } };
}
