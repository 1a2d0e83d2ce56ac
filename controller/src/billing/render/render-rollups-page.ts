import Big from 'big.js';
import type { UsageRow } from '../../metering/read-usage.ts';
import type { UsageFilter, UsageQuery } from '../../metering/usage-query.ts';
import { formatDecimal, formatMonth, formatSpan } from './format-figures.ts';
import { html } from './html.ts';
import { renderPage } from './render-page.ts';

export interface RollupsPage {
  readonly marketplace: string;
  readonly query: UsageQuery;
  /** Where the events of a row are; undefined for one that is about several installations. */
  readonly eventsOf: (row: UsageRow) => string | undefined;
  /** Where the rest is; undefined when there is none. */
  readonly next: string | undefined;
}

/** What was used, as a page that a line of a statement leads to. */
export function renderRollupsPage(
  rows: readonly UsageRow[],
  { marketplace, query, eventsOf, next }: RollupsPage,
): string {
  const { metric, ...filters } = query.filters;
  const title = metric === undefined ? 'Usage' : `Usage of ${metric}`;
  const about = [
    ...Object.entries(filters).map(
      ([name, value]) => `${filterNames[name as keyof typeof filters]} ${value}`,
    ),
    ...(query.billedPeriod === undefined ? [] : [`billed with ${formatMonth(query.billedPeriod)}`]),
  ];
  return renderPage(
    title,
    html`<header><p class="top"><strong>${marketplace}</strong></p><h1>${title}</h1>
<p class="subject">${formatSpan(spanOf(query))}, UTC</p><p class="meta">${about.join(' · ')}</p></header>
${
  rows.length === 0
    ? html`<p class="empty">Nothing was used in this time.</p>`
    : html`<div class="scroll"><table>
<thead><tr><th scope="col">When</th>${query.groupBy.map((name) => html`<th scope="col">${name}</th>`)}<th scope="col">Metric</th><th scope="col" class="n">Events</th><th scope="col" class="n">Sum</th><th scope="col" class="n">Largest</th><th scope="col" class="n">Last</th><th scope="col" class="n">People</th><th scope="col">In</th><th scope="col"></th></tr></thead>
<tbody>${rows.map(
        (row) =>
          html`<tr><td>${formatSpan(spanOf(row))}</td>${row.groups.map((value) => html`<td>${value ?? 'none'}</td>`)}<td>${row.metric}</td><td class="n">${formatDecimal(row.events)}</td><td class="n">${formatDecimal(row.sum)}</td><td class="n">${formatDecimal(row.max)}</td><td class="n">${formatDecimal(row.last)}</td><td class="n">${peopleOf(row)}</td><td class="unit">${row.unit}</td><td>${linkTo(eventsOf(row))}</td></tr>`,
      )}
${next === undefined ? renderTotal(rows, query.groupBy.length) : undefined}</tbody></table></div>`
}
${next === undefined ? undefined : html`<p><a href="${next}">More</a></p>`}
<footer><p>Numbers are in base units, and exact. Which of them is billed is said by the unit of the price book: sum, number of events, largest, last, or different people.</p></footer>`,
  );
}

const filterNames: Readonly<Record<Exclude<UsageFilter, 'metric'>, string>> = {
  app: 'App',
  version: 'version',
  installation: 'installation',
  team: 'team',
  costCenter: 'cost center',
  environment: 'environment',
};

/** Of one metric in one unit: nobody adds calls to bytes. People of two days may be the same. */
function renderTotal(rows: readonly UsageRow[], groups: number) {
  const [first, ...others] = rows;
  if (
    first === undefined ||
    others.some(({ metric, unit }) => metric !== first.metric || unit !== first.unit)
  )
    return undefined;
  const sumOf = (name: 'events' | 'sum') =>
    formatDecimal(rows.reduce((total, row) => total.plus(row[name]), new Big(0)).toFixed());
  return html`<tr class="total"><td>Together</td>${new Array(groups).fill(html`<td></td>`)}<td></td><td class="n">${sumOf('events')}</td><td class="n">${sumOf('sum')}</td><td></td><td></td><td></td><td class="unit">${first.unit}</td><td></td></tr>`;
}

function linkTo(address: string | undefined) {
  return address === undefined ? undefined : html`<a href="${address}">events</a>`;
}

function peopleOf({ subjects }: UsageRow): string {
  if (subjects === undefined) return '';
  return subjects.error === undefined
    ? formatDecimal(subjects.count)
    : `≈ ${formatDecimal(subjects.count)} (± ${subjects.error})`;
}

function spanOf({ from, to }: { readonly from: number; readonly to: number }) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
