import type { Config } from '../config.ts';
import type { CrmClient } from '../crm/create-crm-client.ts';
import type { Lead } from '../crm/lead.ts';
import { postMessage } from '../slack/post-message.ts';
import { renderAlert } from './render-alert.ts';

export type Outcome =
  | { readonly kind: 'announced'; readonly ts: string }
  | { readonly kind: 'skipped'; readonly reason: 'score' | 'country' | 'gone' }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'later'; readonly reason: string; readonly afterSeconds: number }
  | { readonly kind: 'refused'; readonly reason: string };

export interface AnnounceParts {
  readonly crm: CrmClient;
  readonly config: Config;
  readonly secrets: { readonly crm: string; readonly slack: string };
  readonly signal: AbortSignal;
}

/** Looks a lead up and posts it when it is one the team wants to hear of. It remembers nothing. */
export async function announceLead(leadId: string, parts: AnnounceParts): Promise<Outcome> {
  const { crm, config, secrets, signal } = parts;
  const found = await crm.lookup(leadId, secrets.crm, signal);
  if (found.kind === 'gone') return { kind: 'skipped', reason: 'gone' };
  if (found.kind === 'failed') return { kind: 'unknown', reason: found.reason };
  const unwanted = whyUnwanted(found.lead, config);
  if (unwanted !== undefined) return { kind: 'skipped', reason: unwanted };
  const result = await postMessage(renderAlert(found.lead, config), secrets.slack, signal);
  return result.kind === 'posted' ? { kind: 'announced', ts: result.ts } : result;
}

function whyUnwanted(
  { score, country }: Pick<Lead, 'score' | 'country'>,
  { minScore, countries }: Pick<Config, 'minScore' | 'countries'>,
): 'score' | 'country' | undefined {
  if (score < minScore) return 'score';
  return countries.length > 0 && !countries.includes(country) ? 'country' : undefined;
}
