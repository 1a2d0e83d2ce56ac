import type { RiskTier } from '../api/types.ts';
import { asRecords, asRiskTier, asText, type JsonRecord } from './json-value.ts';

export interface ScopeMeaning {
  name: string;
  description: string | undefined;
  risk: RiskTier | undefined;
  system: string | undefined;
}

/** The scopes of one or several scope catalogs, by name. */
export function indexScopes(catalogs: readonly JsonRecord[]): Map<string, ScopeMeaning> {
  const index = new Map<string, ScopeMeaning>();
  for (const scope of catalogs.flatMap((catalog) => asRecords(catalog['scopes'], 'name'))) {
    const name = asText(scope['name']);
    if (!name) continue;
    const description = asText(scope['description']);
    index.set(name, { name, description, risk: asRiskTier(scope['risk']), system: asText(scope['system']) });
  }
  return index;
}

const order: Record<RiskTier, number> = { low: 0, medium: 1, high: 2 };

/** The highest of the tiers that are known. */
export function highestRisk(tiers: readonly (RiskTier | undefined)[]): RiskTier | undefined {
  return tiers.reduce((highest, tier) => {
    if (!tier) return highest;
    return !highest || order[tier] > order[highest] ? tier : highest;
  }, undefined);
}
