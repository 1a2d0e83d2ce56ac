import Big from 'big.js';
import { roundQuotient } from '../money/round-quotient.ts';
import type { InstallationFacts, Presence } from './billing-inputs.ts';
import { cutPresences } from './cut-presences.ts';
import { planOf, reportVersion } from './line-terms.ts';
import { writeInstant } from './month.ts';
import type { PlanTerms, PriceTerms } from './price-terms.ts';
import type { Pricing } from './pricing.ts';
import { type RatedLine, rateLine } from './rated-line.ts';
import type { Trace } from './statement.ts';

/** A part of a month in which an installation was there under one plan, one price book and one cost center. */
export interface Stay {
  readonly plan: PlanTerms;
  readonly book: PriceTerms;
  readonly rate: Big;
  readonly costCenter: string;
  /** Milliseconds. */
  readonly length: number;
  readonly trace: readonly Trace[];
}

/** When an installation was there in a month, by what it is priced by, in order of time. Without a plan it costs nothing. */
export function findStays(
  pricing: Pricing,
  facts: InstallationFacts,
  presences: readonly Presence[],
): Stay[] {
  return cutPresences(pricing, facts, presences).flatMap(({ from, to, version, costCenter, book }) => {
    const billing = pricing.billingOf(facts.entry, version);
    if (billing === undefined) {
      reportVersion(pricing, facts, version);
      return [];
    }
    const plan = planOf(pricing, billing, book);
    const rate = plan === undefined ? undefined : pricing.rateOf(book.currency);
    if (plan === undefined || rate === undefined) return [];
    const trace: Trace = {
      source: 'presence',
      installation: facts.id,
      version,
      metric: null,
      costCenter,
      from: writeInstant(from),
      to: writeInstant(to),
      billedPeriod: pricing.month.name,
      quantity: seconds(to - from).toFixed(),
      name: null,
    };
    return [{ plan, book, rate, costCenter, length: to - from, trace: [trace] }];
  });
}

/** The monthly fee, by the second. */
export function ratePlanFees(
  pricing: Pricing,
  facts: InstallationFacts,
  stays: readonly Stay[],
): RatedLine[] {
  const keyOf = ({ plan, book, costCenter }: Stay): string =>
    JSON.stringify([plan.name, plan.monthly, book.currency, book.platformFee, costCenter]);
  return [...Map.groupBy(stays, keyOf).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined || first.plan.monthly.eq(0)) return [];
    const { plan, book, rate, costCenter } = first;
    const line: Omit<RatedLine, 'amount'> = {
      kind: 'plan-fee',
      text: `Plan ${plan.name}`,
      facts,
      costCenter,
      charge: facts.charge,
      metric: null,
      base: seconds(same.reduce((sum, { length }) => sum + length, 0)),
      size: lengthOf(pricing),
      unit: 'month',
      unitPrice: plan.monthly,
      currency: book.currency,
      rate,
      step: null,
      original: null,
      revenue: null,
      platformFee: book.platformFee,
      trace: same.flatMap(({ trace }) => trace),
    };
    return [rateLine(line, pricing.digits)];
  });
}

/** What is missing to the minimum of an installation, which is by the second too; undefined where nothing is. */
export function rateMinimum(
  pricing: Pricing,
  facts: InstallationFacts,
  stays: readonly Stay[],
  lines: readonly RatedLine[],
): RatedLine | undefined {
  const owed = stays.reduce(
    (sum, { plan, rate, length }) => sum.plus(plan.minimum.times(rate).times(seconds(length))),
    new Big(0),
  );
  const last = stays.at(-1);
  const reached = lines.reduce((sum, { amount }) => sum.plus(amount), new Big(0));
  const missing = roundQuotient(owed, lengthOf(pricing), pricing.digits).minus(reached);
  if (last === undefined || !missing.gt(0)) return undefined;
  const line: Omit<RatedLine, 'amount'> = {
    kind: 'minimum',
    text: `Up to the minimum of plan ${last.plan.name}`,
    facts,
    costCenter: last.costCenter,
    charge: facts.charge,
    metric: null,
    base: new Big(1),
    size: new Big(1),
    unit: 'minimum',
    unitPrice: missing,
    currency: pricing.currency,
    rate: new Big(1),
    step: null,
    original: null,
    revenue: null,
    platformFee: last.book.platformFee,
    trace: stays.flatMap(({ trace }) => trace),
  };
  return rateLine(line, pricing.digits);
}

function lengthOf({ month }: Pricing): Big {
  return seconds(month.to - month.from);
}

function seconds(milliseconds: number): Big {
  return new Big(milliseconds).times('0.001');
}
