import Big from 'big.js';
import { parseAmount } from '../money/parse-amount.ts';
import type { Billing, InstallationFacts } from './billing-inputs.ts';
import { type Price, parsePrice } from './price.ts';
import type { PlanTerms, PriceTerms } from './price-terms.ts';
import type { Pricing } from './pricing.ts';
import type { Revenue } from './rated-line.ts';

/** What is measured: a metric, people or running time. They are the kinds of line that come of them. */
export type Measure = 'usage' | 'seat' | 'instance-hour';

/** All that decides about the lines of a measure at one time. */
export interface LineTerms {
  readonly unit: string;
  readonly size: Big;
  readonly price: Price;
  readonly currency: string;
  readonly rate: Big;
  readonly plan: string | null;
  /** Units that the metric itself includes a month, and those that the plan does. */
  readonly ownIncluded: Big;
  readonly planIncluded: Big;
  readonly revenue: Revenue | null;
  readonly platformFee: Big;
}

type Metric = NonNullable<Billing['metrics']>[number];

const HOUR = new Big(3600);

/** The terms of a measure, undefined where there are none: what is missing and should not be is reported. */
export function resolveTerms(
  pricing: Pricing,
  facts: InstallationFacts,
  version: string,
  { measure, metric }: { readonly measure: Measure; readonly metric: string },
  book: PriceTerms,
): LineTerms | undefined {
  const billing = pricing.billingOf(facts.entry, version);
  if (billing === undefined) {
    reportVersion(pricing, facts, version);
    return undefined;
  }
  const plan = planOf(pricing, billing, book);
  if (measure !== 'usage') return planTerms(pricing, measure, plan, book);
  const found = billing.metrics?.find(({ name }) => name === metric);
  if (found === undefined) {
    const detail = `${facts.entry} ${version} declares no metric ${metric}, which ${facts.id} used.`;
    pricing.report({ code: 'unknown-metric', detail, blocks: true });
    return undefined;
  }
  return metricTerms(pricing, facts, billing, found, plan, book);
}

/** The plan of a version; undefined where it names none, or one that is not known: that is reported. */
export function planOf(pricing: Pricing, { plan }: Billing, book: PriceTerms): PlanTerms | undefined {
  if (plan === undefined) return undefined;
  const found = book.plans.get(plan);
  if (found === undefined) {
    pricing.report({
      code: 'unknown-plan',
      detail: `The price book ${book.id} has no plan ${plan}.`,
      blocks: true,
    });
  }
  return found;
}

export function reportVersion(pricing: Pricing, { entry }: InstallationFacts, version: string): void {
  const detail = `Nothing is known about the price of ${entry} ${version}.`;
  pricing.report({ code: 'unknown-version', detail, blocks: true });
}

function planTerms(
  pricing: Pricing,
  measure: 'seat' | 'instance-hour',
  plan: PlanTerms | undefined,
  book: PriceTerms,
): LineTerms | undefined {
  const price = measure === 'seat' ? plan?.perSeat : plan?.perInstanceHour;
  const rate = price === undefined ? undefined : pricing.rateOf(book.currency);
  if (plan === undefined || price === undefined || rate === undefined) return undefined;
  return {
    unit: measure,
    size: measure === 'seat' ? new Big(1) : HOUR,
    price: { type: 'unit', price },
    currency: book.currency,
    rate,
    plan: plan.name,
    ownIncluded: new Big(0),
    planIncluded: plan.included.get(measure) ?? new Big(0),
    revenue: null,
    platformFee: book.platformFee,
  };
}

function metricTerms(
  pricing: Pricing,
  facts: InstallationFacts,
  billing: Billing,
  metric: Metric,
  plan: PlanTerms | undefined,
  book: PriceTerms,
): LineTerms | undefined {
  const unit = book.units.get(metric.unit);
  if (unit === undefined) {
    const detail = `The price book ${book.id} has no unit ${metric.unit}, which ${metric.name} of ${facts.entry} is in.`;
    pricing.report({ code: 'unknown-unit', detail, blocks: true });
    return undefined;
  }
  const own = parsePrice(metric);
  // What only shows is free whatever it is worth elsewhere: no rate is needed for it.
  const shown = plan?.charged === false;
  const price = shown ? undefined : (own ?? unit.price);
  if (price === undefined && !shown) {
    const detail = `${metric.name} of ${facts.entry} has no price, neither of its own nor in the price book ${book.id}.`;
    pricing.report({ code: 'unpriced', detail, blocks: false });
  }
  const currency = own === undefined || shown ? book.currency : (metric.currency ?? book.currency);
  const rate = pricing.rateOf(currency);
  if (rate === undefined) return undefined;
  return {
    unit: unit.name,
    size: unit.size,
    price: price ?? { type: 'unit', price: new Big(0) },
    currency,
    rate,
    plan: plan?.name ?? null,
    ownIncluded: optional(metric.included),
    planIncluded: plan?.included.get(unit.name) ?? new Big(0),
    revenue: revenueOf(metric, billing, facts.entry),
    platformFee: book.platformFee,
  };
}

function revenueOf(metric: Metric, billing: Billing, entry: string): Revenue | null {
  const share = optional(metric.revenueShare);
  if (!share.gt(0)) return null;
  const partners = (billing.partners ?? [{ id: entry }])
    .map(({ id, weight = 1 }: { id: string; weight?: string | number }) => ({
      name: id,
      weight: optional(weight),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return { share: share.gt(1) ? new Big(1) : share, partners };
}

function optional(written: string | number | undefined): Big {
  return (written === undefined ? undefined : parseAmount(written)) ?? new Big(0);
}
