import type { IncidentUpdate } from './incident.ts';

/** A short name for an incident: keys of groups can be as long as all their labels. */
export async function incidentKey({ source, id }: Pick<IncidentUpdate, 'source' | 'id'>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${source}\n${id}`));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.slice(0, 32);
}
