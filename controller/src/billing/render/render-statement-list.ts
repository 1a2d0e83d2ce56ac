import type { StatementSummary } from '../read-statements.ts';
import { formatDay, formatDecimal, formatMonth } from './format-figures.ts';
import { html } from './html.ts';
import { renderPage } from './render-page.ts';
import { addressOf } from './render-statement-page.ts';

export interface StatementListPage {
  readonly marketplace: string;
  /** What was asked for, in words. */
  readonly about: string | undefined;
  /** Where the rest is; undefined when there is none. */
  readonly next: string | undefined;
}

/** Statements as a page from which each can be opened. */
export function renderStatementList(
  statements: readonly StatementSummary[],
  { marketplace, about, next }: StatementListPage,
): string {
  const title = about === undefined ? 'Statements' : `Statements: ${about}`;
  return renderPage(
    title,
    html`<header><p class="top"><strong>${marketplace}</strong></p><h1>${title}</h1></header>
${
  statements.length === 0
    ? html`<p class="empty">There are none. A month gets its statements some days after its end, as <code>cutoffDays</code> of the price book says.</p>`
    : html`<div class="scroll"><table>
<thead><tr><th scope="col">No.</th><th scope="col">Whose</th><th scope="col">Month</th><th scope="col">Issued</th><th scope="col" class="n">Total</th><th scope="col" class="n">Due</th></tr></thead>
<tbody>${statements.map(
        (one) =>
          html`<tr><td class="meta">${one.number}</td><td><a href="${addressOf(one.id)}">${one.subject}</a>${standingOf(one)}<div class="meta">${one.kind === 'partner' ? 'Partner' : 'Cost center'}</div></td><td>${formatMonth(one.period)}</td><td>${formatDay(one.issuedAt)}</td><td class="n">${formatDecimal(one.total)} <span class="unit">${one.currency}</span></td><td class="n">${formatDecimal(one.due)} <span class="unit">${one.currency}</span></td></tr>`,
      )}</tbody></table></div>`
}
${next === undefined ? undefined : html`<p><a href="${next}">More</a></p>`}`,
  );
}

function standingOf({ reverses, reversedBy, revision }: StatementSummary) {
  if (reverses !== null) return html`<span class="tag">reversal</span>`;
  if (reversedBy !== null) return html`<span class="tag">taken back</span>`;
  return revision > 1 ? html`<span class="tag">revision ${revision}</span>` : undefined;
}
