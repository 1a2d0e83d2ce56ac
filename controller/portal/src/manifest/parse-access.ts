import type { RiskTier } from '../api/types.ts';
import { asRecord, asRecords, asRiskTier, asText, asTexts, type JsonRecord } from './json-value.ts';

export interface Permission {
  name: string;
  type: string | undefined;
  scopes: string[];
  reason: string | undefined;
  optional: boolean;
}

export interface EgressHost {
  host: string;
  purpose: string | undefined;
  vendor: string | undefined;
  risk: RiskTier | undefined;
}

export interface SecretNeed {
  name: string;
  provision: string | undefined;
  description: string | undefined;
  optional: boolean;
}

export interface DataUse {
  classification: string | undefined;
  categories: string[];
  residency: string[];
  retention: string | undefined;
  privacyAssessment: string | undefined;
}

export function parsePermissions(value: unknown): Permission[] {
  return asRecords(value, 'name').flatMap((item) => {
    const scopes = asTexts(item['scopes']);
    const name = asText(item['name']) ?? scopes[0];
    if (!name) return [];
    const reason = asText(item['reason']);
    return { name, type: asText(item['type']), scopes, reason, optional: item['optional'] === true };
  });
}

export function parseEgress(value: unknown): EgressHost[] {
  return asRecords(value, 'host').flatMap((item) => {
    const host = asText(item['host']);
    if (!host) return [];
    const vendor = asText(item['vendor']);
    return { host, purpose: asText(item['purpose']), vendor, risk: asRiskTier(item['risk']) };
  });
}

export function parseSecrets(value: unknown): SecretNeed[] {
  return asRecords(value, 'name').flatMap((item) => {
    const name = asText(item['name']);
    if (!name) return [];
    const description = asText(item['description']);
    return { name, provision: asText(item['provision']), description, optional: item['optional'] === true };
  });
}

/** Undefined when the manifest says nothing of data, which is not the same as saying there is none. */
export function parseDataUse(value: unknown): DataUse | undefined {
  const record: JsonRecord = asRecord(value);
  if (Object.keys(record).length === 0) return undefined;
  return {
    classification: asText(record['classification']),
    categories: asTexts(record['categories']),
    residency: asTexts(record['residency']),
    retention: asText(record['retention']),
    privacyAssessment: asText(record['privacyAssessment']),
  };
}
