import { asRecord, asRecords, asText, type JsonRecord } from './json-value.ts';
import { formatAmount } from './parse-money.ts';

/** One of the prices of something that may have several. */
export interface PriceStep {
  price: string;
  /** What it is for, when not for each unit: `above 1,000,000`. */
  of: string | undefined;
}

/** The price of a unit or a metric: one, steps or packages. Empty where none is named. */
export function parsePrice(item: JsonRecord): PriceStep[] {
  const single = asText(item['price']);
  if (single) return [{ price: single, of: undefined }];
  const { units, price } = asRecord(item['package']);
  const packaged = asText(price);
  if (packaged) return [{ price: packaged, of: `for each ${formatAmount(asText(units) ?? '1')}` }];
  const steps = asRecords(asRecord(item['tiers'])['steps'], 'price');
  return steps.flatMap((step, i) => {
    const stepPrice = asText(step['price']);
    const above = asText(steps[i - 1]?.['upTo']);
    return stepPrice ? [{ price: stepPrice, of: above ? `above ${formatAmount(above)}` : undefined }] : [];
  });
}

/** `0.0004 EUR, 0.0003 EUR above 1,000,000`; undefined where there is no price. */
export function formatSteps(steps: readonly PriceStep[], currency: string | undefined): string | undefined {
  if (steps.length === 0) return undefined;
  return steps
    .map(({ price, of }) => [formatPrice(price, currency), of].filter(Boolean).join(' '))
    .join(', ');
}

/** An amount in a currency, when both are known: "0.02 EUR". */
export function formatPrice(price: string, currency: string | undefined): string {
  return currency ? `${formatAmount(price)} ${currency}` : formatAmount(price);
}
