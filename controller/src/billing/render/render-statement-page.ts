import { isSealed } from '@souk/model/billing/seal-statement.ts';
import type { LineKind, Statement, StatementLine } from '@souk/model/billing/statement.ts';
import Big from 'big.js';
import type { IssuedStatement } from '../issued-statement.ts';
import { formatDay, formatDecimal, formatMonth } from './format-figures.ts';
import { type Html, html } from './html.ts';
import { renderLineRow } from './render-line-row.ts';
import { renderPage } from './render-page.ts';

const kindNames: Readonly<Record<LineKind, string>> = {
  usage: 'Usage',
  allowance: 'Included usage',
  seat: 'Seats',
  'instance-hour': 'Instance hours',
  'plan-fee': 'Plan fees',
  minimum: 'Minimums',
  'platform-fee': 'Platform fees',
  adjustment: 'Adjustments of earlier months',
  'shared-cost': 'Shared costs',
  credit: 'Credits',
  'revenue-share': 'Revenue shares',
};

/** A statement as a page that can be read, followed and printed. */
export function renderStatementPage(issued: IssuedStatement, marketplace: string): string {
  const { statement } = issued;
  const title = `${nameOf(statement)} for ${formatMonth(statement.period)}: ${statement.subject}`;
  return renderPage(
    title,
    html`<header>
<p class="top"><strong>${marketplace}</strong><span>No. ${issued.number}</span></p>
<h1>${nameOf(statement)} for ${formatMonth(statement.period)}</h1>
<p class="subject">${statement.kind === 'partner' ? 'Partner' : 'Cost center'} <b>${statement.subject}</b></p>
</header>
${renderSum(issued)}
${renderNotes(issued)}
${renderSubtotals(statement)}
${renderLines(statement)}
${renderFooter(statement)}`,
  );
}

function nameOf({ reverses }: Statement): string {
  return reverses === null ? 'Statement' : 'Reversal';
}

function renderSum({ statement, issuedAt }: IssuedStatement): Html {
  const { period, revision, currency, total, due } = statement;
  const last = new Date(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5)), 0));
  const figure = (name: string, amount: string) =>
    html`<dl class="figure"><dt>${name}</dt><dd>${formatDecimal(amount)}<small>${currency}</small></dd></dl>`;
  return html`<section class="sum" aria-label="Sum">
${figure('Total', total)}
${figure(statement.kind === 'partner' ? 'To be paid out' : 'Due', due)}
<dl class="facts">
<dt>Period</dt><dd>1 to ${formatDay(last)}, UTC</dd>
<dt>Issued</dt><dd>${formatDay(issuedAt)}</dd>
<dt>Revision</dt><dd>${revision}</dd>
</dl>
</section>`;
}

function renderNotes({ statement, reversedBy }: IssuedStatement): Html {
  const { notes, replaces, reverses } = statement;
  return html`${
    reversedBy === null
      ? undefined
      : html`<p class="note warn">This statement was taken back by <a href="${addressOf(reversedBy)}">${reversedBy}</a>. It does not count any more.</p>`
  }${
    reverses === null
      ? undefined
      : html`<p class="note warn">Takes back <a href="${addressOf(reverses)}">${reverses}</a>: both together are nothing.</p>`
  }${replaces === null ? undefined : html`<p class="note">Issued again; before it there was <a href="${addressOf(replaces)}">${replaces}</a>.</p>`}${notes.map((note) => html`<p class="note">${note}</p>`)}${dueNote(statement)}`;
}

/** Whether money is asked for is said in words, whatever else there is to say. */
function dueNote({ kind, due, notes, reverses }: Statement): Html | undefined {
  if (notes.length > 0 || reverses !== null) return undefined;
  if (kind === 'partner')
    return html`<p class="note">The shares of this partner in what was charged. They are paid out.</p>`;
  return new Big(due).lt(0)
    ? html`<p class="note">Chargeback: the amount is given back to this cost center.</p>`
    : html`<p class="note">Chargeback: the amount is due and is charged to this cost center.</p>`;
}

export function addressOf(id: string): string {
  return `/api/v1/statements/${encodeURIComponent(id)}?format=html`;
}

function renderSubtotals({ subtotals, total, currency, lines }: Statement): Html {
  const kinds = (Object.keys(kindNames) as LineKind[]).filter((kind) => subtotals[kind] !== undefined);
  if (kinds.length === 0) return html``;
  return html`<h2 id="kinds">By kind</h2>
<table class="subtotals" aria-labelledby="kinds">
<thead><tr><th scope="col">Kind</th><th scope="col" class="n">Lines</th><th scope="col" class="n">Amount in ${currency}</th></tr></thead>
<tbody>${kinds.map(
    (kind) =>
      html`<tr><td>${kindNames[kind]}</td><td class="n">${lines.filter((line) => line.kind === kind).length}</td><td class="n">${formatDecimal(subtotals[kind] ?? '0')}</td></tr>`,
  )}
<tr class="total"><td>Total</td><td class="n">${lines.length}</td><td class="n">${formatDecimal(total)}</td></tr></tbody>
</table>`;
}

function renderLines({ lines, currency, total }: Statement): Html {
  if (lines.length === 0) return html`<p class="empty">There are no lines in this month.</p>`;
  const isMixed = new Set(lines.map(({ charge }) => charge)).size > 1;
  const groups = [...Map.groupBy(lines, groupOf).values()];
  return html`<h2 id="lines">Lines</h2>
<div class="scroll"><table aria-labelledby="lines">
<thead><tr><th scope="col">No.</th><th scope="col">What</th><th scope="col" class="n">Quantity</th><th scope="col" class="n">Price of a unit</th><th scope="col" class="n">Amount in ${currency}</th></tr></thead>
<tbody>${groups.map((same) => html`${renderGroup(same, currency)}${same.map((line) => renderLineRow(line, currency, isMixed))}`)}
<tr class="total"><td></td><td colspan="3">Total</td><td class="n">${formatDecimal(total)}</td></tr></tbody>
</table></div>`;
}

function groupOf({ installation, entry, team, environment }: StatementLine): string {
  return JSON.stringify([installation, entry, team, environment]);
}

/** Lines of one installation stand together, under its name and what they sum to. */
function renderGroup(lines: readonly StatementLine[], currency: string): Html {
  const [first] = lines;
  if (first === undefined) return html``;
  const { installation, entry, team, environment } = first;
  const sum = lines.reduce((total, { amount }) => total.plus(amount), new Big(0));
  const digits = first.amount.split('.')[1]?.length ?? 0;
  const parts = [
    ...(entry === null ? [] : [`App ${entry}`]),
    ...(team === null ? [] : [`team ${team}`]),
    ...(environment === null ? [] : [environment]),
  ];
  return html`<tr class="group"><td></td><td colspan="3"><h3>${installation ?? 'For the whole cost center'}</h3>${
    parts.length === 0 ? undefined : html`<div class="meta">${parts.join(' · ')}</div>`
  }</td><td class="n meta" title="Sum of the lines below in ${currency}">${formatDecimal(sum.toFixed(digits))}</td></tr>`;
}

function renderFooter(statement: Statement): Html {
  const base = `/api/v1/statements/${encodeURIComponent(statement.id)}`;
  return html`<section class="screen"><h2>Files</h2>
<ul class="files"><li><a href="${base}?format=csv">CSV</a></li><li><a href="${base}?format=focus">CSV in the columns of FOCUS 1.2</a></li><li><a href="${base}?format=json">JSON</a></li><li><a href="/api/v1/statements?format=html&amp;period=${statement.period}">All statements of the month</a></li></ul></section>
<footer>
<p>Each amount is quantity × price × exchange rate, rounded once, half to even. The quantity leads to the rollups that it is made of, and <i>events</i> to each single event, as long as events are kept.</p>
<p>Statement <code>${statement.id}</code></p>
<p>SHA-256 <code>${statement.digest}</code> ${isSealed(statement) ? '(agrees with what is shown)' : html`<b>does not agree with what is shown: this statement was tampered with</b>`}</p>
</footer>`;
}
