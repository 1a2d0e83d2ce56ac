import Big from 'big.js';
import type { PriceBook } from '../manifest/manifest.ts';
import { allocateSharedCosts } from './allocate-shared-costs.ts';
import { assembleCredits } from './assemble-credits.ts';
import { assembleStatement } from './assemble-statement.ts';
import type { BillingInputs, BillingProblem, Charge } from './billing-inputs.ts';
import { instantOf } from './month.ts';
import { createPricing, type Pricing, type Report, termsAt } from './pricing.ts';
import { rateAdjustments } from './rate-adjustments.ts';
import { rateInstallation } from './rate-installation.ts';
import type { RatedLine } from './rated-line.ts';
import { costCenterOf, type Quantity, readSlices, unknownInstallation } from './read-slices.ts';
import { renderLine } from './render-line.ts';
import { shareRevenue } from './share-revenue.ts';
import type { Statement, StatementLine } from './statement.ts';

export interface Statements {
  /** Those of cost centers, then those of partners, each in the order of their names. */
  readonly statements: readonly Statement[];
  /** A close is refused while one of them blocks. */
  readonly problems: readonly BillingProblem[];
}

/** One statement for each cost center and each partner of a month. The same inputs give the same bytes. */
export function assembleStatements(inputs: BillingInputs): Statements {
  const problems = new Map<string, BillingProblem>();
  const report: Report = (problem) => problems.set(`${problem.code} ${problem.detail}`, problem);
  const pricing = createPricing(inputs, inputs.period, report);
  const statements = pricing === undefined ? [] : assembleAll(inputs, pricing, report);
  const ordered = [...problems].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, problem]) => problem);
  return { statements, problems: ordered };
}

function assembleAll(inputs: BillingInputs, pricing: Pricing, report: Report): Statement[] {
  const quantities = readSlices(inputs, report);
  const charges = new Map(inputs.costCenters?.map(({ id, charge }) => [id, charge]));
  const chargeOf = (costCenter: string): Charge => charges.get(costCenter) ?? inputs.charge ?? 'showback';
  const own = rateMonth(inputs, quantities, pricing, report);
  const used = new Map([...costCentersOf(inputs, quantities, pricing)].map((name) => [name, new Big(0)]));
  for (const { costCenter, amount } of own)
    used.set(costCenter, (used.get(costCenter) ?? new Big(0)).plus(amount));
  const lines = [
    ...own,
    ...rateAdjustments(inputs, quantities, pricing, report),
    ...allocateSharedCosts(bookAtStart(inputs.books, pricing), pricing, { used, chargeOf }),
    ...assembleCredits(inputs, pricing, chargeOf),
  ];
  const head = {
    period: pricing.month.name,
    revision: inputs.revision ?? 1,
    currency: pricing.currency,
    digits: pricing.digits,
  };
  const subjects = new Set([...used.keys(), ...lines.map(({ costCenter }) => costCenter)]);
  const bills = [...subjects].toSorted().map((subject) =>
    assembleStatement(
      { ...head, kind: 'cost-center', subject },
      lines.filter(({ costCenter }) => costCenter === subject).map((line, i) => lineOf(line, i + 1, pricing)),
    ),
  );
  return [...bills, ...assemblePartners(bills, head)];
}

function rateMonth(
  inputs: BillingInputs,
  quantities: readonly Quantity[],
  pricing: Pricing,
  report: Report,
): RatedLine[] {
  const { name } = pricing.month;
  const known = new Set(inputs.installations.map(({ id }) => id));
  for (const { installation } of inputs.presences) {
    if (!known.has(installation)) report(unknownInstallation(installation));
  }
  const byInstallation = Map.groupBy(
    quantities.filter(({ month, billedPeriod }) => month === name && billedPeriod === name),
    ({ facts }) => facts.id,
  );
  const presences = Map.groupBy(inputs.presences, ({ installation }) => installation);
  return inputs.installations
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((facts) =>
      rateInstallation(pricing, facts, byInstallation.get(facts.id) ?? [], presences.get(facts.id) ?? []),
    );
}

/** Cost centers that had an installation or used something in the month. */
function costCentersOf(
  inputs: BillingInputs,
  quantities: readonly Quantity[],
  { month }: Pricing,
): Set<string> {
  const facts = new Map(inputs.installations.map((one) => [one.id, one]));
  return new Set([
    ...inputs.presences.flatMap((presence) => {
      const owner = facts.get(presence.installation);
      const there = instantOf(presence.from) < month.to && instantOf(presence.to) > month.from;
      return there && owner !== undefined ? [costCenterOf(presence.costCenter, owner)] : [];
    }),
    ...quantities.flatMap((one) => (one.billedPeriod === month.name ? [one.costCenter] : [])),
  ]);
}

function bookAtStart(books: readonly PriceBook[], pricing: Pricing): PriceBook | undefined {
  const terms = termsAt(pricing, pricing.month.from);
  return books.find(({ id }) => id === terms?.id);
}

function lineOf(line: RatedLine, number: number, { digits }: Pricing): StatementLine {
  const share = line.revenue === null ? undefined : shareRevenue(line.amount, line.revenue, digits);
  return renderLine(line, number, share, digits);
}

/** What each partner gets: its part of each line of a cost center that has one. Cost centers are not told to partners. */
function assemblePartners(
  bills: readonly Statement[],
  head: Omit<Parameters<typeof assembleStatement>[0], 'kind' | 'subject'>,
): Statement[] {
  const parts = bills.flatMap((bill) =>
    bill.lines.flatMap((line) =>
      (line.share?.partners ?? []).map(({ partner, amount }) => ({ bill, line, partner, amount })),
    ),
  );
  return [...Map.groupBy(parts, ({ partner }) => partner)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([subject, own]) =>
      assembleStatement(
        { ...head, kind: 'partner', subject },
        own.map(({ bill, line, amount }, i) => partnerLine(bill, line, amount, i + 1)),
      ),
    );
}

function partnerLine(bill: Statement, line: StatementLine, amount: string, number: number): StatementLine {
  return {
    ...line,
    number,
    kind: 'revenue-share',
    text: `Share of ${line.text}`,
    team: null,
    environment: null,
    quantity: '1',
    unit: 'share',
    consumed: { quantity: '1', per: '1' },
    unitPrice: amount,
    currency: bill.currency,
    exchangeRate: '1',
    amount,
    // What a partner gets does not depend on whether the cost center is charged.
    charge: 'chargeback',
    share: null,
    trace: line.trace.map((trace) => ({ ...trace, costCenter: null, name: `${bill.id}#${line.number}` })),
  };
}
