import { asRecord, asText } from './json-value.ts';

/** A monthly amount as a person reads it: "1,500 EUR a month". */
export function parseMonthlyMoney(value: unknown): string | undefined {
  const record = asRecord(value);
  const amount = asText(value) ?? asText(record['monthly']) ?? asText(record['amount']);
  if (!amount) return undefined;
  return `${formatAmount(amount)}${currencySuffix(asText(record['currency']))} a month`;
}

/** Groups the digits and keeps every decimal: prices below a cent are common. */
export function formatAmount(amount: string): string {
  const match = /^(-?\d+)(\.\d+)?$/.exec(amount.trim());
  if (!match) return amount;
  return `${BigInt(match[1] ?? 0).toLocaleString('en')}${match[2] ?? ''}`;
}

function currencySuffix(currency: string | undefined): string {
  return currency ? ` ${currency}` : '';
}
