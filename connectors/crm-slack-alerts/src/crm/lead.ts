/** A lead as the CRM knows it now, without the people in it. */
export interface Lead {
  readonly id: string;
  readonly company: string;
  /** ISO 3166-1, two letters. */
  readonly country: string;
  readonly source: string;
  /** 0 to 100 */
  readonly score: number;
  /** The team that owns it. */
  readonly owner: { readonly team: string; readonly slackGroup?: string } | undefined;
}

/** Undefined for what is no lead of this id. */
export function parseLead(id: string, value: unknown): Lead | undefined {
  if (!isRecord(value) || value['id'] !== id) return undefined;
  const { company, country, source, score, owner } = value;
  if (typeof company !== 'string' || company.trim() === '' || company.length > 120) return undefined;
  if (typeof country !== 'string' || !/^[A-Z]{2}$/.test(country)) return undefined;
  if (typeof source !== 'string' || !/^[a-z-]{1,20}$/.test(source)) return undefined;
  if (typeof score !== 'number' || !Number.isInteger(score) || score < 0 || score > 100) return undefined;
  return { id, company, country, source, score, owner: parseOwner(owner) };
}

function parseOwner(value: unknown): Lead['owner'] {
  if (!isRecord(value) || typeof value['team'] !== 'string' || value['team'] === '') return undefined;
  const { team, slackGroup } = value;
  const named = typeof slackGroup === 'string' && /^S[A-Z0-9]{2,20}$/.test(slackGroup);
  return { team: String(team).slice(0, 120), ...(named ? { slackGroup } : {}) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
