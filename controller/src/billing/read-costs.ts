import { assembleStatements } from '@souk/model/billing/assemble-statements.ts';
import type { BillingProblem } from '@souk/model/billing/billing-inputs.ts';
import { spreadCosts } from '@souk/model/billing/spread-costs.ts';
import type { Statement } from '@souk/model/billing/statement.ts';
import type { PriceBook } from '@souk/model/manifest/manifest.ts';
import { addMonths, startOfMonth } from '@souk/model/metering/utc-month.ts';
import type { Queryable } from '../store/store.ts';
import { type CostQuery, monthsOf, tagsOf } from './cost-query.ts';
import { type CostRow, type CostShare, groupCosts } from './group-costs.ts';
import { readBillingInputs } from './read-billing-inputs.ts';
import { readCostWeights } from './read-cost-weights.ts';
import { readKnownMonths } from './read-known-months.ts';
import { readManifests } from './read-manifests.ts';
import { readIssuedStatements } from './read-statements.ts';

export interface Costs {
  readonly rows: readonly CostRow[];
  /** What is not in them, or is not what one would think. */
  readonly problems: readonly (BillingProblem & { readonly period: string })[];
  /** What was counted by then is in them. */
  readonly asOf: Date;
}

/** What a month costs, as far as it is known. */
interface MonthCosts {
  readonly statements: readonly Statement[];
  readonly problems: readonly BillingProblem[];
}

const HOUR_MS = 3_600_000;
const MOST_STATEMENTS = 100_000;

/**
 * What things cost: by the statements of months that are closed, and of those that are open as they would be if they
 * ended now.
 */
export async function readCosts(db: Queryable, query: CostQuery, now: Date): Promise<Costs> {
  // The hour that goes on is in rollups as far as it was used.
  const until = now.getTime() - (now.getTime() % HOUR_MS) + HOUR_MS;
  const books = await readManifests(db, 'PriceBook');
  const { first, closed } = await readKnownMonths(db);
  const tags = tagsOf(query);
  const shares: CostShare[] = [];
  const problems: (BillingProblem & { readonly period: string })[] = [];
  for (const month of monthsOf(query)) {
    const span = {
      from: startOfMonth(month),
      to: Math.min(startOfMonth(addMonths(month, 1)), now.getTime()),
    };
    if (first === undefined || month < first || span.from >= span.to) continue;
    const isFinal = closed.has(month);
    const costs = isFinal
      ? await readClosed(db, month)
      : await assembleOpen(db, month, { books, until, now });
    problems.push(...costs.problems.map((problem) => ({ ...problem, period: month })));
    const weights = needsDays(query) ? await readCostWeights(db, { month, books, until, tags }) : [];
    for (const statement of costs.statements)
      for (const part of spreadCosts(statement, weights, { span, tags: tags.length }))
        shares.push({ ...part, statement, isFinal });
  }
  return { rows: groupCosts(shares, query), problems, asOf: now };
}

async function readClosed(db: Queryable, period: string): Promise<MonthCosts> {
  const issued = await readIssuedStatements(db, { period, standing: true, limit: MOST_STATEMENTS });
  const statements = issued.map(({ statement }) => statement).filter(({ kind }) => kind === 'cost-center');
  return { statements, problems: [] };
}

async function assembleOpen(
  db: Queryable,
  period: string,
  { books, until, now }: { readonly books: readonly PriceBook[]; readonly until: number; readonly now: Date },
): Promise<MonthCosts> {
  const { inputs, problems: found } = await readBillingInputs(db, { period, now, until, books });
  const { statements, problems } = assembleStatements(inputs);
  return {
    statements: statements.filter(({ kind }) => kind === 'cost-center'),
    problems: [...found, ...problems],
  };
}

/** Whole months have their amounts, whatever the days were. */
function needsDays({ from, to, granularity, groupBy, filters }: CostQuery): boolean {
  const isByMonth = [from, to].every((time) => new Date(time).getUTCDate() === 1);
  const isOfUsage = groupBy.some((name) => name === 'version' || name.startsWith('tag:'));
  return granularity === 'day' || !isByMonth || isOfUsage || filters.version !== undefined;
}
