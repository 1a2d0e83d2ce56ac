import { asRecord, asRecords, asText, type JsonRecord } from './json-value.ts';
import { formatAmount } from './parse-money.ts';
import type { BillingMetric } from './parse-operations.ts';

export interface PriceUnit {
  name: string;
  description: string | undefined;
  price: string | undefined;
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
      return name ? { name, description: asText(unit['description']), price: asText(unit['price']) } : [];
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

/** An amount in a currency, when both are known: "0.02 EUR". */
export function formatPrice(price: string, currency: string | undefined): string {
  return currency ? `${formatAmount(price)} ${currency}` : formatAmount(price);
}

export interface MetricPrice {
  text: string;
  fromBook: boolean;
}

/** The metric's own price, else what the price book asks for its unit; undefined when neither names one. */
export function priceOfMetric(metric: BillingMetric, book: PriceBook | undefined): MetricPrice | undefined {
  const currency = metric.currency ?? book?.currency;
  if (metric.price) return { text: formatPrice(metric.price, currency), fromBook: false };
  const listed = book?.units.find((unit) => unit.name === metric.unit)?.price;
  return listed ? { text: formatPrice(listed, book?.currency), fromBook: true } : undefined;
}
