import { escapeHtml } from '../http/escape-html.ts';
import { renderPage } from '../http/render-page.ts';
import { type CrmLead, leadSources } from './crm-lead.ts';
import type { Delivery } from './webhook-delivery.ts';

export const countries: Readonly<Record<string, string>> = {
  BE: 'Belgium',
  DE: 'Germany',
  FR: 'France',
  GB: 'United Kingdom',
  NL: 'Netherlands',
  PL: 'Poland',
  SE: 'Sweden',
  US: 'United States',
};

export interface CrmPage {
  /** The latest first. */
  readonly leads: readonly CrmLead[];
  readonly deliveries: readonly Delivery[];
  readonly webhook: string | undefined;
  /** What the form proposes. */
  readonly proposal: Pick<CrmLead, 'company' | 'country' | 'source' | 'score'>;
}

export function renderCrmPage({ leads, deliveries, webhook, proposal }: CrmPage): Response {
  const latest = new Map(deliveries.toReversed().map((delivery) => [delivery.leadId, delivery]));
  const rows = leads.map((lead) => renderRow(lead, latest.get(lead.id))).join('\n');
  const table =
    leads.length === 0
      ? '<p class="soft">No leads yet. Make the first one.</p>'
      : `<table><thead><tr><th>Lead</th><th>Company</th><th>Country</th><th>Source</th><th>Score</th><th>Owner</th><th>Webhook</th></tr></thead><tbody>\n${rows}\n</tbody></table>`;
  return renderPage({
    title: 'CRM: leads',
    css,
    body: `<header><h1>CRM</h1><p class="soft">A stand-in for the CRM of the sample company. It runs on this machine alone.</p></header>
<main>
<section><h2>New lead</h2>
<form method="post" action="/new-lead">
<label>Company <input name="company" required maxlength="120" value="${escapeHtml(proposal.company)}"></label>
<label>Country <select name="country">${options(countries, proposal.country)}</select></label>
<label>Source <select name="source">${options(Object.fromEntries(leadSources.map((name) => [name, name])), proposal.source)}</select></label>
<label>Score <input name="score" type="number" required min="0" max="100" value="${proposal.score}"></label>
<button type="submit">New lead</button>
</form></section>
<section><h2>Leads</h2>
${table}</section>
<section><h2>Webhook</h2>
<form method="post" action="/webhook">
<label class="wide">Address that is called for each new lead <input name="url" type="url" value="${escapeHtml(webhook ?? '')}" placeholder="http://127.0.0.1:3000/lead-alerts/hooks/crm"></label>
<button type="submit" class="quiet">Save</button>
</form></section>
</main>`,
  });
}

function renderRow(lead: CrmLead, delivery: Delivery | undefined): string {
  const cells = [
    `<a href="/view/${encodeURIComponent(lead.id)}">${escapeHtml(lead.id)}</a>`,
    escapeHtml(lead.company),
    escapeHtml(countries[lead.country] ?? lead.country),
    escapeHtml(lead.source),
    String(lead.score),
    escapeHtml(lead.owner?.team ?? 'nobody'),
    escapeHtml(describeDelivery(delivery)),
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function describeDelivery(delivery: Delivery | undefined): string {
  if (delivery === undefined) return 'not called';
  const { state, status, attempts } = delivery;
  const answer = status === undefined ? 'no answer' : `answer ${status}`;
  const times = attempts > 1 ? `, ${attempts} calls` : '';
  switch (state) {
    case 'trying':
      return 'is being called';
    case 'waiting':
      return `${answer}${times}, is called again`;
    case 'delivered':
      return `${answer}${times}`;
    case 'given up':
      return `${answer}${times}, given up`;
  }
}

export function renderLeadPage(lead: CrmLead): Response {
  const facts: readonly (readonly [string, string])[] = [
    ['Company', lead.company],
    ['Country', countries[lead.country] ?? lead.country],
    ['Source', lead.source],
    ['Score', String(lead.score)],
    ['Owner', lead.owner?.team ?? 'nobody'],
    ['Contact', `${lead.contact.name}, ${lead.contact.email}`],
  ];
  const list = facts.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`).join('');
  return renderPage({
    title: `CRM: ${lead.company}`,
    css,
    body: `<header><h1>${escapeHtml(lead.company)}</h1><p class="soft">Lead ${escapeHtml(lead.id)}</p></header>
<main><dl>${list}</dl><p><a href="/">All leads</a></p></main>`,
  });
}

function options(named: Readonly<Record<string, string>>, chosen: string): string {
  return Object.entries(named)
    .map(
      ([value, label]) =>
        `<option value="${escapeHtml(value)}"${value === chosen ? ' selected' : ''}>${escapeHtml(label)}</option>`,
    )
    .join('');
}

const css = `
header { padding: 1.25rem 1.5rem; border-bottom: 1px solid var(--line); background: var(--aside); }
header p { margin: .25rem 0 0; }
main { max-width: 64rem; padding: 1.5rem; display: grid; gap: 2rem; }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin-top: .5rem; }
label { display: grid; gap: .2rem; font-size: .85rem; color: var(--soft); }
label.wide { flex: 1 1 22rem; }
input, select, button { font: inherit; min-height: 2.4rem; padding: .4rem .6rem; border: 1px solid var(--line); border-radius: 6px;
  background: var(--ground); color: var(--ink); }
input[name=company] { width: 16rem; }
button { background: var(--accent); color: var(--ground); border-color: var(--accent); font-weight: 600; cursor: pointer; }
button.quiet { background: none; color: var(--accent); }
section { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin-top: .5rem; }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { font-size: .85rem; color: var(--soft); font-weight: 600; }
td { font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .4rem 1.5rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; }
`;
