import { asRecord, asRecords, asText } from './json-value.ts';
import { type PriceStep, parsePrice } from './parse-price.ts';

export interface BillingMetric {
  name: string;
  unit: string;
  price: PriceStep[];
  currency: string | undefined;
  revenueShare: string | undefined;
  description: string | undefined;
}

export interface Billing {
  plan: string | undefined;
  metrics: BillingMetric[];
}

export interface Slo {
  name: string;
  objective: string;
  window: string | undefined;
  indicator: string | undefined;
}

export interface Support {
  sla: string | undefined;
  runbook: string | undefined;
  oncall: string | undefined;
}

export function parseBilling(value: unknown): Billing {
  const record = asRecord(value);
  const metrics = asRecords(record['metrics'], 'name').flatMap((item) => {
    const name = asText(item['name']);
    if (!name) return [];
    return {
      name,
      unit: asText(item['unit']) ?? name,
      price: parsePrice(item),
      currency: asText(item['currency']),
      revenueShare: asText(item['revenueShare']),
      description: asText(item['description']),
    };
  });
  return { plan: asText(record['plan']), metrics };
}

export function parseSlos(value: unknown): Slo[] {
  return asRecords(value, 'name').flatMap((item) => {
    const name = asText(item['name']);
    const objective = asText(item['objective'])?.replace(/%$/, '');
    if (!name || !objective) return [];
    const indicator = asText(item['indicator']);
    return { name, objective: `${objective}%`, window: asText(item['window']), indicator };
  });
}

export function parseSupport(value: unknown): Support {
  const record = asRecord(value);
  return { sla: asText(record['sla']), runbook: asText(record['runbook']), oncall: asText(record['oncall']) };
}
