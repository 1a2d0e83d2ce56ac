import { asRecord, asRecords, asText, type JsonRecord } from './json-value.ts';
import { formatAmount } from './parse-money.ts';
import type { BillingMetric } from './parse-operations.ts';
import { formatSteps, type PriceStep, parsePrice } from './parse-price.ts';

export interface PriceUnit {
  name: string;
  description: string | undefined;
  price: PriceStep[];
}

export interface PricePlan {
  name: string;
  description: string | undefined;
  monthly: string | undefined;
  included: string[];
}

export interface PriceBook {
  currency: string | undefined;
  units: PriceUnit[];
  plans: PricePlan[];
}

export function parsePriceBook(manifest: JsonRecord): PriceBook {
  return {
    currency: asText(manifest['currency']),
    units: asRecords(manifest['units'], 'name').flatMap((unit) => {
      const name = asText(unit['name']);
      return name ? { name, description: asText(unit['description']), price: parsePrice(unit) } : [];
    }),
    plans: asRecords(manifest['plans'], 'name').flatMap((plan) => {
      const name = asText(plan['name']);
      if (!name) return [];
      const included = Object.entries(asRecord(plan['included'])).map(
        ([unit, count]) => `${formatAmount(asText(count) ?? '0')} × ${unit}`,
      );
      return { name, description: asText(plan['description']), monthly: asText(plan['monthly']), included };
    }),
  };
}

export interface MetricPrice {
  text: string;
  fromBook: boolean;
}

/** The metric's own price, else what the price book asks for its unit; undefined when neither names one. */
export function priceOfMetric(metric: BillingMetric, book: PriceBook | undefined): MetricPrice | undefined {
  const own = formatSteps(metric.price, metric.currency ?? book?.currency);
  if (own) return { text: own, fromBook: false };
  const listed = book?.units.find((unit) => unit.name === metric.unit)?.price ?? [];
  const text = formatSteps(listed, book?.currency);
  return text ? { text, fromBook: true } : undefined;
}
