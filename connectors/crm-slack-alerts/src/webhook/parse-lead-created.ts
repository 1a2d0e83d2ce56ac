/** The part of the CRM's webhook that is used: all else is asked of the CRM, as it may have changed since. */
export interface LeadCreated {
  readonly leadId: string;
}

/** Undefined for what is not the event that schemas/lead.schema.json describes. */
export function parseLeadCreated(body: string): LeadCreated | undefined {
  const event = parseJson(body);
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return undefined;
  const { id, leadId, occurredAt } = event as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || typeof leadId !== 'string' || typeof occurredAt !== 'string')
    return undefined;
  // It becomes part of an address and of a key.
  return /^L[0-9]{7}$/.test(leadId) && !Number.isNaN(Date.parse(occurredAt)) ? { leadId } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
