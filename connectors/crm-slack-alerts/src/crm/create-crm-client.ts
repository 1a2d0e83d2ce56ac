import { type Lead, parseLead } from './lead.ts';

export const CRM = 'https://crm.example.com';
const CLIENT_ID = 'crm-slack-alerts';
const SCOPE = 'crm:leads:read';
/** A token is not used when it has less than this left: it could end on its way. */
const EARLY_MS = 30_000;

export type LookupResult =
  | { readonly kind: 'found'; readonly lead: Lead }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly reason: string };

export interface CrmClient {
  /** @param secret the client secret, or what stands for it: it is sent in a header alone */
  lookup(leadId: string, secret: string, signal: AbortSignal): Promise<LookupResult>;
}

interface Token {
  readonly value: string;
  readonly secret: string;
  readonly until: number;
}

/** Asks the CRM for leads, with a token that is kept in memory until it expires. */
export function createCrmClient(now: () => number): CrmClient {
  let kept: Token | undefined;

  async function tokenFor(secret: string, signal: AbortSignal): Promise<Token | string> {
    if (kept?.secret === secret && kept.until - EARLY_MS > now()) return kept;
    const answer = await fetch(`${CRM}/oauth/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${CLIENT_ID}:${secret}`)}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: SCOPE }).toString(),
      redirect: 'manual',
      signal,
    });
    if (!answer.ok) return `no token: ${answer.status}`;
    const { access_token: value, expires_in: seconds } = (await answer.json()) as Record<string, unknown>;
    if (typeof value !== 'string' || typeof seconds !== 'number') return 'no token in the answer';
    kept = { value, secret, until: now() + seconds * 1000 };
    return kept;
  }

  async function lookup(leadId: string, secret: string, signal: AbortSignal): Promise<LookupResult> {
    const known = kept;
    const token = await tokenFor(secret, signal);
    if (typeof token === 'string') return { kind: 'failed', reason: token };
    const answer = await fetch(`${CRM}/leads/${encodeURIComponent(leadId)}`, {
      headers: { authorization: `Bearer ${token.value}`, accept: 'application/json' },
      redirect: 'manual',
      signal,
    });
    if (answer.status === 401 && token === known) {
      // Taken back before its time: one more attempt, with a new one.
      kept = undefined;
      return lookup(leadId, secret, signal);
    }
    if (answer.status === 404 || answer.status === 410) return { kind: 'gone' };
    if (!answer.ok) return { kind: 'failed', reason: String(answer.status) };
    const lead = parseLead(leadId, await answer.json());
    return lead === undefined ? { kind: 'failed', reason: 'not a lead' } : { kind: 'found', lead };
  }

  return {
    lookup: (leadId, secret, signal) =>
      lookup(leadId, secret, signal).catch((error: unknown) => ({
        kind: 'failed',
        reason: error instanceof Error ? error.name : 'unknown',
      })),
  };
}
