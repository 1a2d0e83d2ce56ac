import Big from 'big.js';
import type { BillingInputs } from '../billing/billing-inputs.ts';
import type { LineDifference } from '../billing/compare-statements.ts';
import { compareText } from '../billing/compare-text.ts';
import { type CostPreview, type PreviewedCost, previewCost } from '../billing/preview-cost.ts';
import { renderAmount } from '../billing/render-line.ts';
import { scenarioInputs } from '../billing/scenario-inputs.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Change } from '../change/change.ts';
import type { EntityKey, Entry, PriceBook } from '../manifest/manifest.ts';
import { minorDigits } from '../money/minor-digits.ts';
import { type AffectedEntry, findAffected } from './find-affected.ts';
import { previewMonth } from './preview-month.ts';
import { REFERENCE_INSTANCES, REFERENCE_SEATS, referenceUsage, referenceWords } from './reference-usage.ts';

/** What a change does to what things cost a month. Amounts are decimal strings. */
export interface ChangePreview {
  /** Month whose prices count: `2026-11`. */
  readonly period: string;
  /** Of all amounts; null where the change is one of currency, or there are no prices. */
  readonly currency: string | null;
  /** Sums of all rows, also of those that are not shown. */
  readonly total: AmountChange | null;
  /** The largest differences first. */
  readonly rows: readonly PreviewRow[];
  /** How many rows are not shown. */
  readonly more: number;
  /** The lines that differ, for one installation each. */
  readonly lines: readonly PreviewLine[];
  /** How many lines are not shown. */
  readonly moreLines: number;
  /** Why something has no price, or none that it should have. */
  readonly problems: readonly string[];
  /** What the figures rest on, in words. */
  readonly assumption: string;
  /** What to run for the figures of the first row, to go on with others; null without one. */
  readonly command: string | null;
}

export interface AmountChange {
  readonly before: string;
  readonly after: string;
  readonly difference: string;
}

export interface PreviewRow extends EntityKey {
  /** Installations that the amounts are for. */
  readonly installations: { readonly before: number; readonly after: number };
  /** Whether nobody has installed it, and the amounts are for one installation that might come. */
  readonly assumed: boolean;
  /** Null where there is no such app or connector, or no price. */
  readonly before: string | null;
  readonly after: string | null;
  readonly difference: string | null;
}

export interface PreviewLine
  extends Pick<LineDifference, 'text' | 'before' | 'after' | 'difference'>,
    EntityKey {}

const MOST_ROWS = 10;
const MOST_LINES = 30;
const MOST_PROBLEMS = 5;

/** What is compared, and when that is. */
export interface ComparedCatalogs {
  readonly base: Catalog;
  readonly head: Catalog;
  readonly changes: readonly Change[];
  readonly now: Date;
}

/**
 * What a change costs or saves a month: that of apps and connectors whose billing or installations change, and of all that
 * are installed when prices change. Null when it touches none of these.
 */
export function previewChange({ base, head, changes, now }: ComparedCatalogs): ChangePreview | null {
  const affected = findAffected(base, head, changes);
  if (affected === null) return null;
  const period = previewMonth(affected.books, now.getTime());
  const { before, after } = { before: base.manifestsOf('PriceBook'), after: head.manifestsOf('PriceBook') };
  const scenarios = affected.entries.map((one) => assembleScenarios(one, { before, after }, period));
  const preview = previewCost(
    mergeInputs(
      period,
      before,
      scenarios.map((sides) => sides.before),
    ),
    mergeInputs(
      period,
      after,
      scenarios.map((sides) => sides.after),
    ),
    '',
  );
  const currency = currencyOf(preview);
  const rows = assembleRows(affected.entries, preview, currency);
  const keys = new Map(affected.entries.map(({ key }) => [installationOf(key.id), key]));
  const lines = preview.lines.flatMap(({ text, installation, ...amounts }): PreviewLine[] => {
    const key = keys.get(installation ?? '');
    const { before: was, after: is, difference } = amounts;
    return key === undefined ? [] : [{ ...key, text, before: was, after: is, difference }];
  });
  return {
    ...{ period, currency, total: totalOf(rows, currency) },
    ...{ rows: rows.slice(0, MOST_ROWS), more: Math.max(0, rows.length - MOST_ROWS) },
    ...{ lines: lines.slice(0, MOST_LINES), moreLines: Math.max(0, lines.length - MOST_LINES) },
    problems: problemsOf(preview, affected.entries).slice(0, MOST_PROBLEMS),
    assumption: `${referenceWords} Amounts are for all installations in the catalog, each with the version in it, or for one where there is none. Shared costs and credits are left out.`,
    command: commandOf(rows[0], scenarios, period),
  };
}

/** Every part of it is an id, a name of a metric or a number: none needs quotes. */
function commandOf(
  row: PreviewRow | undefined,
  scenarios: readonly Scenarios[],
  period: string,
): string | null {
  const found = scenarios.find(({ of }) => of.key.id === row?.id);
  if (found?.of.after === undefined) return null;
  const assumed = { seats: REFERENCE_SEATS, instances: REFERENCE_INSTANCES };
  const quantities = new Map([...Object.entries(assumed), ...found.usage]);
  const scenario = [...quantities].map(([name, quantity]) => `${name}=${quantity}`).join(',');
  return `npx souk cost ${found.of.key.id} --base main --period ${period} --scenario ${scenario}`;
}

interface Sides<T> {
  readonly before: T;
  readonly after: T;
}

interface Scenarios extends Sides<BillingInputs | undefined> {
  readonly of: AffectedEntry;
  readonly usage: ReadonlyMap<string, string>;
}

/** One installation of an entry on each side that has it, used in the same way. */
function assembleScenarios(of: AffectedEntry, books: Sides<readonly PriceBook[]>, period: string): Scenarios {
  const { before, after } = of;
  const sides = [
    ...(before === undefined ? [] : [{ entry: before, books: books.before }]),
    ...(after === undefined ? [] : [{ entry: after, books: books.after }]),
  ];
  const usage = referenceUsage(sides, period);
  const inputsOf = (entry: Entry | undefined, prices: readonly PriceBook[]): BillingInputs | undefined => {
    if (entry === undefined) return undefined;
    const declared = new Set((entry.billing?.metrics ?? []).map(({ name }) => name));
    const own = Object.fromEntries([...usage].filter(([metric]) => declared.has(metric)));
    const assumed = { seats: REFERENCE_SEATS, instances: REFERENCE_INSTANCES };
    return scenarioInputs(entry, prices, { period, usage: own, ...assumed });
  };
  return { of, usage, before: inputsOf(before, books.before), after: inputsOf(after, books.after) };
}

/** Everything in one: thousands of apps are priced as fast as one statement is made. */
function mergeInputs(
  period: string,
  books: readonly PriceBook[],
  parts: readonly (BillingInputs | undefined)[],
): BillingInputs {
  const all = parts.filter((inputs) => inputs !== undefined);
  return {
    ...{ period, books },
    versions: all.flatMap(({ versions }) => versions),
    installations: all.flatMap(({ installations }) => installations),
    presences: all.flatMap(({ presences }) => presences),
    usage: all.flatMap(({ usage }) => usage),
    seats: all.flatMap(({ seats = [] }) => seats),
    instances: all.flatMap(({ instances = [] }) => instances),
  };
}

function assembleRows(
  entries: readonly AffectedEntry[],
  preview: CostPreview,
  currency: string | null,
): PreviewRow[] {
  const sums = { before: sumByEntry(preview.before), after: sumByEntry(preview.after) };
  const digits = minorDigits(currency ?? 'EUR');
  return entries
    .map((one) => {
      const { key, installations, assumed } = one;
      const amountOf = (side: 'before' | 'after'): Big | undefined =>
        one[side] === undefined || preview[side] === null
          ? undefined
          : (sums[side].get(key.id) ?? new Big(0)).times(installations[side]);
      const [before, after] = [amountOf('before'), amountOf('after')];
      const difference = (after ?? new Big(0)).minus(before ?? 0);
      return {
        one,
        size: difference.abs(),
        row: { ...key, installations, assumed, before, after, difference },
      };
    })
    .filter(({ one, size }) => one.isNamed || !size.eq(0))
    .toSorted((a, b) => b.size.cmp(a.size) || compareText(a.one.key.id, b.one.key.id))
    .map(({ row: { before, after, difference, ...row } }) => ({
      ...row,
      before: before === undefined ? null : before.toFixed(digits),
      after: after === undefined ? null : after.toFixed(digits),
      difference: currency === null ? null : renderAmount(difference, digits),
    }));
}

function sumByEntry(cost: PreviewedCost | null): Map<string, Big> {
  const sums = new Map<string, Big>();
  for (const { entry, amount } of cost?.lines ?? []) {
    if (entry !== null) sums.set(entry, (sums.get(entry) ?? new Big(0)).plus(amount));
  }
  return sums;
}

function totalOf(rows: readonly PreviewRow[], currency: string | null): AmountChange | null {
  if (currency === null) return null;
  const digits = minorDigits(currency);
  const sum = (side: 'before' | 'after'): Big =>
    rows.reduce((total, row) => total.plus(row[side] ?? 0), new Big(0));
  const [before, after] = [sum('before'), sum('after')];
  return {
    before: before.toFixed(digits),
    after: after.toFixed(digits),
    difference: renderAmount(after.minus(before), digits),
  };
}

/** Amounts of two currencies cannot be told apart by a difference. */
function currencyOf({ before, after }: CostPreview): string | null {
  if (before !== null && after !== null && before.currency !== after.currency) return null;
  return after?.currency ?? before?.currency ?? null;
}

function problemsOf(preview: CostPreview, entries: readonly AffectedEntry[]): string[] {
  const unpriced = (['before', 'after'] as const).some(
    (side) => preview[side] === null && entries.some((one) => one[side] !== undefined),
  );
  const { before, after, period } = preview;
  const details = [...(after?.problems ?? []), ...(before?.problems ?? [])].map(({ detail }) => detail);
  return [...new Set([...(unpriced ? [`No price book is valid in ${period}.`] : []), ...details])];
}

/** As scenarios call their first installation. */
function installationOf(entry: string): string {
  return `${entry}-1`;
}
