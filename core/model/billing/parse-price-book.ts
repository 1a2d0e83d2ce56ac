import Big from 'big.js';
import type { PriceBook } from '../manifest/manifest.ts';
import { parseAmount } from '../money/parse-amount.ts';
import { instantOf } from './month.ts';
import { parsePrice } from './price.ts';
import type { PlanTerms, PriceTerms, UnitTerms } from './price-terms.ts';

type Written = string | number | undefined;

/** The prices of a manifest as values to reckon with, what is absent filled in. */
export function parsePriceBook(book: PriceBook): PriceTerms {
  return {
    id: book.id,
    validFrom: book.validFrom === undefined ? Number.NEGATIVE_INFINITY : instantOf(book.validFrom),
    currency: book.currency,
    units: new Map(book.units.map((unit) => [unit.name, parseUnit(unit)])),
    plans: new Map((book.plans ?? []).map((plan) => [plan.name, parsePlan(plan)])),
    platformFee: amount(book.platformFee),
  };
}

function parseUnit(unit: PriceBook['units'][number]): UnitTerms {
  const size = amount(unit.size ?? 1);
  return {
    name: unit.name,
    size: size.gt(0) ? size : new Big(1),
    aggregation: unit.aggregation ?? 'sum',
    price: parsePrice(unit),
  };
}

function parsePlan(plan: NonNullable<PriceBook['plans']>[number]): PlanTerms {
  return {
    name: plan.name,
    monthly: amount(plan.monthly),
    minimum: amount(plan.minimum),
    perSeat: optional(plan.perSeat),
    perInstanceHour: optional(plan.perInstanceHour),
    included: new Map(Object.entries(plan.included ?? {}).map(([unit, units]) => [unit, amount(units)])),
    charged: plan.usage !== 'shown',
  };
}

function amount(written: Written): Big {
  return optional(written) ?? new Big(0);
}

function optional(written: Written): Big | undefined {
  return written === undefined ? undefined : parseAmount(written);
}
