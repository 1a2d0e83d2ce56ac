import { assembleStatements } from './assemble-statements.ts';
import type { BillingInputs, BillingProblem, Slice, UsageSlice } from './billing-inputs.ts';
import { compareStatements, type LineDifference } from './compare-statements.ts';
import { instantOf, monthAt } from './month.ts';
import type { Statement, StatementLine } from './statement.ts';

/** What something would cost a month, before and after a change. Amounts are decimal strings. */
export interface CostPreview {
  readonly period: string;
  /** Null on a side on which nothing can be priced: what is compared is not there, or no price book is valid. */
  readonly before: PreviewedCost | null;
  readonly after: PreviewedCost | null;
  /** After less before; null where one is missing, or they are in different currencies. */
  readonly difference: string | null;
  /** The lines that differ; empty where there is no difference to tell. */
  readonly lines: readonly LineDifference[];
  /** What the figures rest on, in words. */
  readonly assumption: string;
}

export interface PreviewedCost {
  readonly total: string;
  readonly currency: string;
  readonly lines: readonly StatementLine[];
  /** What could not be priced, or is not what one would think. */
  readonly problems: readonly BillingProblem[];
}

/**
 * Prices the same month twice, without shared costs and credits: those depend on others.
 *
 * @param before undefined for what did not exist
 * @param after undefined for what is removed
 * @param basis where the usage comes from, as a sentence: `Usage of October 2026, replayed.`
 */
export function previewCost(
  before: BillingInputs | undefined,
  after: BillingInputs | undefined,
  basis: string,
): CostPreview {
  const [was, is] = [before, after].map((inputs) => (inputs === undefined ? undefined : priceMonth(inputs)));
  const comparable =
    was?.statement !== undefined &&
    is?.statement !== undefined &&
    was.statement.currency === is.statement.currency;
  const difference = comparable ? compareStatements(was.statement, is.statement) : undefined;
  return {
    period: after?.period ?? before?.period ?? '',
    before: costOf(was),
    after: costOf(is),
    difference: difference?.total.difference ?? null,
    lines: difference?.lines ?? [],
    assumption: `${basis} Priced as if it were one cost center, with plan fees for the time that each installation is there; what came late counts where it belongs; shared costs and credits are left out.`,
  };
}

interface Priced {
  readonly statement: Statement | undefined;
  readonly problems: readonly BillingProblem[];
}

/** All of it on one statement, whatever cost centers it belongs to. */
function priceMonth(inputs: BillingInputs): Priced {
  const ours = <T extends Slice>(slices: readonly T[]): Omit<T, 'billedPeriod'>[] =>
    slices
      .filter(({ from }) => monthAt(instantOf(from)) === inputs.period)
      .map(({ billedPeriod: _, ...slice }) => ({ ...slice, costCenter: null }));
  const { statements, problems } = assembleStatements({
    ...inputs,
    books: inputs.books.map(({ sharedCosts: _shared, credits: _credits, ...book }) => book),
    installations: inputs.installations.map((facts) => ({ ...facts, costCenter: null })),
    usage: ours<UsageSlice>(inputs.usage),
    seats: ours(inputs.seats ?? []),
    instances: ours(inputs.instances ?? []),
    presences: inputs.presences.map((presence) => ({ ...presence, costCenter: null })),
  });
  return { statement: statements.find(({ kind }) => kind === 'cost-center'), problems };
}

function costOf(priced: Priced | undefined): PreviewedCost | null {
  if (priced?.statement === undefined) return null;
  const { total, currency, lines } = priced.statement;
  return { total, currency, lines, problems: priced.problems };
}
