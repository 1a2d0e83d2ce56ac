import Big from 'big.js';
import type { UsageEventRow } from '../../metering/read-usage-events.ts';
import { formatDecimal, formatMonth, formatSpan } from './format-figures.ts';
import { html } from './html.ts';
import { renderPage } from './render-page.ts';

export interface EventsPage {
  readonly marketplace: string;
  readonly installation: string;
  readonly metric: string;
  /** Milliseconds since 1970. */
  readonly window: { readonly from: number; readonly to: number };
  readonly billedPeriod: string | undefined;
  /** Where the rest is; undefined when there is none. */
  readonly next: string | undefined;
}

/** The events behind a number, as a page. */
export function renderEventsPage(
  events: readonly UsageEventRow[],
  { marketplace, installation, metric, window, billedPeriod, next }: EventsPage,
): string {
  const title = `Events · ${installation} · ${metric}`;
  const span = { from: new Date(window.from).toISOString(), to: new Date(window.to).toISOString() };
  return renderPage(
    title,
    html`<header><p class="top"><strong>${marketplace}</strong></p><h1>${title}</h1>
<p class="subject">${formatSpan(span)}, UTC${billedPeriod === undefined ? undefined : html`, billed with ${formatMonth(billedPeriod)}`}</p></header>
${
  events.length === 0
    ? html`<p class="empty">There are none in this time, or they were kept as long as events are: what they summed to is kept for good.</p>`
    : html`<div class="scroll"><table>
<thead><tr><th scope="col">Used at</th><th scope="col">Id</th><th scope="col" class="n">Value</th><th scope="col">Whom or what</th><th scope="col">Version</th><th scope="col">Cost center</th><th scope="col">Came at</th></tr></thead>
<tbody>${events.map(
        (event) =>
          html`<tr><td>${event.at.toISOString()}</td><td>${event.id}</td><td class="n">${formatDecimal(event.value)} <span class="unit">${event.unit}</span></td><td>${event.subject ?? ''}${Object.entries(event.tags).map(([name, value]) => html`<span class="tag">${name}: ${value}</span>`)}</td><td>${event.app} ${event.version}</td><td>${event.costCenter ?? 'none'}</td><td class="meta">${event.receivedAt.toISOString()}</td></tr>`,
      )}
${renderTotal(events)}</tbody></table></div>`
}
${next === undefined ? undefined : html`<p><a href="${next}">More</a></p>`}`,
  );
}

function renderTotal(events: readonly UsageEventRow[]) {
  const [first, ...others] = events;
  if (first === undefined || others.some(({ unit }) => unit !== first.unit)) return undefined;
  const sum = events.reduce((total, { value }) => total.plus(value), new Big(0));
  return html`<tr class="total"><td>On this page</td><td>${events.length} events</td><td class="n">${formatDecimal(sum.toFixed())} <span class="unit">${first.unit}</span></td><td colspan="4"></td></tr>`;
}
