import Big from 'big.js';
import type { BillingProblem } from '../billing/billing-inputs.ts';
import { monthOf } from '../billing/month.ts';
import { parsePriceBook } from '../billing/parse-price-book.ts';
import { type PreviewedCost, previewCost } from '../billing/preview-cost.ts';
import { findWindows } from '../billing/price-windows.ts';
import { renderAmount } from '../billing/render-line.ts';
import type { StatementLine } from '../billing/statement.ts';
import type { EntityKey, Entry, PriceBook } from '../manifest/manifest.ts';
import { minorDigits } from '../money/minor-digits.ts';
import { groupLines, type LineGroup } from './group-lines.ts';
import type { Replay } from './replay-inputs.ts';
import { type SummedDifference, sumDifferences } from './sum-differences.ts';

/**
 * What an app or connector would cost in a month: schemas/cost.schema.json describes it for programs outside. Amounts and
 * quantities are decimal strings.
 */
export interface CostReport {
  readonly schema: 'souk.cost/v1';
  readonly entry: EntityKey & { readonly version: string };
  /** `2026-11` */
  readonly period: string;
  readonly basis: CostBasis;
  /** What the figures rest on, in words. */
  readonly assumption: string;
  readonly installations: number;
  /** Null where there is nothing to compare with. */
  readonly before: CostSide | null;
  readonly after: CostSide;
  /** After less before; null where one cannot be told, or they are in different currencies. */
  readonly difference: string | null;
  /** The lines that differ, those of several installations that say the same in one. */
  readonly differences: readonly SummedDifference[];
  /** What was read of a file of usage; null without one. */
  readonly usage: UsageCount | null;
  readonly problems: readonly CostProblem[];
}

/** `fixed`: nothing is used, and only what is there anyway is priced. */
export type CostBasis = 'fixed' | 'scenario' | 'usage';

/** What is priced, and by what. */
export interface CostSide {
  /** Where it comes from: `working tree`, `main`, or the path of a file. */
  readonly source: string;
  readonly version: string;
  readonly plan: string | null;
  /** Null where nothing can be priced. */
  readonly total: string | null;
  readonly currency: string | null;
  readonly groups: readonly LineGroup[];
  readonly lines: readonly CostLine[];
}

export type CostLine = Omit<
  StatementLine,
  'entry' | 'team' | 'environment' | 'charge' | 'original' | 'share' | 'trace'
>;

/** How many events or rows were read, and why some do not count. */
export interface UsageCount {
  readonly source: string;
  readonly counted: number;
  /** Came twice, and count once. */
  readonly duplicates: number;
  /** Of installations of other apps. */
  readonly otherApps: number;
  /** Of other months. */
  readonly otherMonths: number;
  readonly refused: number;
}

export interface CostProblem {
  readonly code: BillingProblem['code'] | 'refused-event';
  readonly detail: string;
  /** How to mend it, where that is known. */
  readonly help: string | null;
  /** Where it is: `usage.csv:17`. */
  readonly at: string | null;
  /** Whether something is missing from the figures. */
  readonly blocks: boolean;
}

/** One state of an entry, what of it is used, and by what it is priced. */
export interface PricedSide {
  readonly source: string;
  readonly entry: Entry;
  readonly books: readonly PriceBook[];
  readonly replay: Replay;
}

export interface CostReportParts {
  readonly period: string;
  readonly basis: CostBasis;
  /** Where the quantities come from, as sentences. */
  readonly basisWords: string;
  readonly before: PricedSide | undefined;
  readonly after: PricedSide;
  readonly usage: UsageCount | null;
  readonly problems: readonly CostProblem[];
}

/** Prices one state of an entry, or two and what differs between them. */
export function assembleCostReport({ before, after, basisWords, ...parts }: CostReportParts): CostReport {
  const preview = previewCost(before?.replay.inputs, after.replay.inputs, '');
  const { kind, id, version } = after.entry;
  const currencies = {
    before: before === undefined ? undefined : currencyOf(before.books, parts.period),
    after: currencyOf(after.books, parts.period),
  };
  const sides = {
    before: before === undefined ? null : sideOf(before, preview.before, currencies.before),
    after: sideOf(after, preview.after, currencies.after),
  };
  const told = [
    ...after.replay.problems,
    ...(preview.after?.problems ?? []),
    ...(currencies.after === undefined ? noPrices(parts.period) : []),
    ...(before === undefined ? [] : before.replay.problems),
    ...(preview.before?.problems ?? []),
  ];
  const problems = new Map(told.map((problem) => [problem.detail, problem]));
  return {
    schema: 'souk.cost/v1',
    entry: { kind, id, version },
    ...{
      period: parts.period,
      basis: parts.basis,
      assumption: `${basisWords} Shared costs and credits are left out.`,
    },
    installations: after.replay.inputs.installations.length,
    ...sides,
    ...{ difference: differenceOf(sides), usage: parts.usage },
    differences: sumDifferences(preview.lines, minorDigits(preview.after?.currency ?? 'EUR')),
    problems: [
      ...parts.problems,
      ...[...problems.values()].map(({ code, detail, blocks }) => ({
        code,
        detail,
        help: null,
        at: null,
        blocks,
      })),
    ],
  };
}

/** @param currency that of the prices; undefined where none are valid */
function sideOf(
  { source, entry }: PricedSide,
  cost: PreviewedCost | null,
  currency: string | undefined,
): CostSide {
  const { version, billing } = entry;
  const said = { source, version, plan: billing?.plan ?? null };
  if (currency === undefined) return { ...said, total: null, currency: null, groups: [], lines: [] };
  // Where nothing is there, nothing is to pay.
  if (cost === null) {
    return {
      ...said,
      total: renderAmount(new Big(0), minorDigits(currency)),
      currency,
      groups: [],
      lines: [],
    };
  }
  const lines = cost.lines.map(lineOf);
  return { ...said, total: cost.total, currency, groups: groupLines(cost.lines, currency), lines };
}

function lineOf(line: StatementLine): CostLine {
  const { number, kind, text, installation, metric, quantity, unit, consumed } = line;
  const { unitPrice, currency, exchangeRate, amount, step } = line;
  return {
    ...{ number, kind, text, installation, metric, quantity, unit, consumed },
    ...{ unitPrice, currency, exchangeRate, amount, step },
  };
}

function currencyOf(books: readonly PriceBook[], period: string): string | undefined {
  return findWindows(books.map(parsePriceBook), monthOf(period))[0]?.terms.currency;
}

function differenceOf({
  before,
  after,
}: {
  readonly before: CostSide | null;
  readonly after: CostSide;
}): string | null {
  if (before === null || before.currency !== after.currency) return null;
  if (before.total === null || after.total === null || after.currency === null) return null;
  return renderAmount(new Big(after.total).minus(before.total), minorDigits(after.currency));
}

function noPrices(period: string): BillingProblem[] {
  return [{ code: 'no-price-book', detail: `No price book is valid in ${period}.`, blocks: true }];
}
