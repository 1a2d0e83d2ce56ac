import { DoubleServer } from '../http/double-server.ts';
import { isOwnForm } from '../http/is-own-form.ts';
import { type CrmLead, leadSources } from './crm-lead.ts';
import { countries, renderCrmPage, renderLeadPage } from './crm-page.ts';
import { CrmRecords, crmObjects } from './crm-records.ts';
import { type CrmClient, CrmTokens } from './crm-tokens.ts';
import { ownerFor, sampleLeads } from './sample-leads.ts';
import { CRM_PAUSES_MS, WebhookDelivery } from './webhook-delivery.ts';

export interface CrmOptions {
  readonly clients: readonly CrmClient[];
  readonly webhookSecret: string;
  /** Where the webhook goes; it can be changed on the page. */
  readonly webhook?: string | undefined;
  /** Pauses before a call of the webhook is repeated. */
  readonly pausesMs?: readonly number[];
  /** How long a token is good for; 15 minutes when absent. */
  readonly tokenSeconds?: number;
  readonly now?: () => number;
}

const FIRST_LEAD = 48_213;
const MOST_RECORDS = 5_000;

/** The CRM: tokens, leads with their webhook, records with their changes, and a page for people. */
export class CrmDouble extends DoubleServer {
  readonly records = new CrmRecords();
  readonly tokens: CrmTokens;
  readonly webhook: WebhookDelivery;
  readonly #leads = new Map<string, CrmLead>();
  readonly #now: () => number;
  /** Statuses that the next calls get instead of an answer. */
  readonly #failures: (number | undefined)[] = [];
  /** Paths of all calls but those of pages, in their order. */
  readonly calls: string[] = [];

  constructor({ clients, webhookSecret, webhook, pausesMs, tokenSeconds, now = Date.now }: CrmOptions) {
    super();
    this.#now = now;
    this.tokens = new CrmTokens({ clients, seconds: tokenSeconds ?? 900, now });
    this.webhook = new WebhookDelivery({ secret: webhookSecret, pausesMs: pausesMs ?? CRM_PAUSES_MS, now });
    this.webhook.target = webhook;
  }

  /** The latest first. */
  get leads(): readonly CrmLead[] {
    return [...this.#leads.values()].reverse();
  }

  /** Keeps a lead without calling the webhook. */
  addLead(parts: Partial<CrmLead> & Pick<CrmLead, 'company'>): CrmLead {
    const country = parts.country ?? 'DE';
    const lead: CrmLead = {
      id: `L${String(FIRST_LEAD + this.#leads.size).padStart(7, '0')}`,
      country,
      source: 'web',
      score: 82,
      owner: ownerFor(country),
      contact: { name: 'Kim Example', email: 'kim@example.com' },
      ...parts,
    };
    this.#leads.set(lead.id, lead);
    return lead;
  }

  removeLead(id: string): void {
    this.#leads.delete(id);
  }

  /** Calls the webhook for a lead. Resolves when the first attempt is over. */
  announce({ id, company, country, source, score }: CrmLead): Promise<void> {
    const occurredAt = new Date(this.#now()).toISOString();
    return this.webhook.deliver({ leadId: id, occurredAt, company, country, source, score });
  }

  /** The next calls of the API end with this status. */
  failNext(status: number, count = 1): void {
    for (let left = count; left > 0; left -= 1) this.#failures.push(status);
  }

  /** So many calls of the API are answered, and the one after them ends with this status. */
  failAfter(calls: number, status: number): void {
    for (let left = calls; left > 0; left -= 1) this.#failures.push(undefined);
    this.#failures.push(status);
  }

  override stop(): Promise<void> {
    this.webhook.stop();
    return super.stop();
  }

  protected handle(request: Request): Promise<Response> | Response {
    const { pathname, searchParams } = new URL(request.url);
    const page = this.#handlePage(request, pathname);
    if (page !== undefined) return page;
    this.calls.push(pathname);
    const failure = this.#failures.shift();
    if (failure !== undefined)
      return Response.json({ error: 'unavailable' }, { status: failure, headers: { 'retry-after': '1' } });
    const [, room, id] = /^\/([a-z]+)(?:\/([^/]+))?$/.exec(pathname) ?? [];
    if (request.method === 'POST' && pathname === '/oauth/token') return this.tokens.issue(request);
    if (request.method === 'GET' && room === 'leads' && id !== undefined) return this.#readLead(request, id);
    if (request.method === 'GET' && room === 'records' && id !== undefined)
      return this.#readRecords(request, id, searchParams);
    return notFound();
  }

  #handlePage(request: Request, pathname: string): Promise<Response> | Response | undefined {
    const [, lead] = /^\/view\/(L\d{7})$/.exec(pathname) ?? [];
    if (request.method === 'GET' && pathname === '/') return this.#renderPage();
    if (request.method === 'GET' && lead !== undefined) {
      const known = this.#leads.get(lead);
      return known === undefined ? notFound() : renderLeadPage(known);
    }
    if (request.method !== 'POST' || !['/new-lead', '/webhook'].includes(pathname)) return undefined;
    if (!isOwnForm(request, this.address)) return new Response('Not from this page.', { status: 403 });
    return pathname === '/webhook' ? this.#saveWebhook(request) : this.#createLead(request);
  }

  #renderPage(): Response {
    const proposal = sampleLeads[this.#leads.size % sampleLeads.length];
    if (proposal === undefined) throw new Error('There is no sample.');
    return renderCrmPage({
      leads: this.leads,
      deliveries: this.webhook.deliveries,
      webhook: this.webhook.target,
      proposal,
    });
  }

  async #createLead(request: Request): Promise<Response> {
    const form = new URLSearchParams(await request.text());
    const company = (form.get('company') ?? '').trim();
    const country = form.get('country') ?? '';
    const source = leadSources.find((name) => name === form.get('source'));
    const score = Number(form.get('score') ?? Number.NaN);
    const right = company !== '' && company.length <= 120 && Object.hasOwn(countries, country);
    if (!right || source === undefined || !Number.isInteger(score) || score < 0 || score > 100)
      return new Response('Expected a company, a country, a source and a score of 0 to 100.', {
        status: 422,
      });
    await this.announce(this.addLead({ company, country, source, score }));
    return new Response(null, { status: 303, headers: { location: '/' } });
  }

  async #saveWebhook(request: Request): Promise<Response> {
    const url = new URLSearchParams(await request.text()).get('url') ?? '';
    const right = url === '' || (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol));
    if (!right) return new Response('Expected an address with http or https.', { status: 422 });
    this.webhook.target = url === '' ? undefined : url;
    return new Response(null, { status: 303, headers: { location: '/' } });
  }

  #readLead(request: Request, id: string): Response {
    const refusal = this.tokens.refusal(request, 'crm:leads:read');
    if (refusal !== undefined) return refusal;
    const lead = this.#leads.get(id);
    return lead === undefined ? notFound() : Response.json(lead);
  }

  #readRecords(request: Request, name: string, query: URLSearchParams): Response {
    const object = crmObjects.find((known) => known === name);
    if (object === undefined) return notFound();
    const refusal = this.tokens.refusal(request, `crm:${object}:read`);
    if (refusal !== undefined) return refusal;
    const limit = Number(query.get('limit') ?? 100);
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_RECORDS)
      return Response.json({ error: 'bad_limit' }, { status: 400 });
    if (query.get('view') === 'ids')
      return Response.json({ ids: this.records.ids(object, query.get('after') ?? '', limit) });
    const only = query.get('ids');
    if (only !== null)
      return Response.json({
        records: only.split(',').flatMap((id) => this.records.find(object, id) ?? []),
      });
    const page = this.records.changes(object, query.get('cursor') ?? '', limit);
    return page === undefined ? Response.json({ error: 'bad_cursor' }, { status: 400 }) : Response.json(page);
  }
}

function notFound(): Response {
  return Response.json({ error: 'not_found' }, { status: 404 });
}
