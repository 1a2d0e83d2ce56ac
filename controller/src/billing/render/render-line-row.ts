import type { StatementLine, Trace } from '@souk/model/billing/statement.ts';
import { formatDecimal, formatMonth, formatPrice, formatSpan } from './format-figures.ts';
import { type Html, html } from './html.ts';
import { traceLinks } from './trace-links.ts';

/** @param isMixed whether some lines of the statement are charged and others only shown */
export function renderLineRow(line: StatementLine, currency: string, isMixed: boolean): Html {
  const tag = isMixed ? html`<span class="tag">${line.charge}</span>` : undefined;
  return html`<tr id="line-${line.number}"><td class="meta">${line.number}</td>
<td>${line.text}${tag}${renderOriginal(line)}${line.trace.map((trace) => renderTrace(trace))}${renderShare(line)}</td>
<td class="n">${renderQuantity(line)} <span class="unit">${line.unit}</span></td>
<td class="n">${renderPrice(line, currency)}</td>
<td class="n">${formatDecimal(line.amount)}</td></tr>`;
}

/** The number itself leads to where it comes from, where that is one place. */
function renderQuantity({ quantity, trace }: StatementLine): Html {
  const [first, ...others] = trace;
  const links = first === undefined || others.length > 0 ? undefined : traceLinks(first);
  const text = formatDecimal(quantity);
  return links === undefined ? html`${text}` : html`<a href="${links.source}">${text}</a>`;
}

function renderPrice({ unitPrice, currency: priced, exchangeRate }: StatementLine, currency: string): Html {
  const unit = priced === currency ? '' : ` ${priced}`;
  const rate =
    exchangeRate === '1'
      ? undefined
      : html`<div class="meta">× ${formatDecimal(exchangeRate)} ${currency}</div>`;
  return html`${formatPrice(unitPrice)}${unit}${rate}`;
}

function renderOriginal({ original }: StatementLine): Html | undefined {
  return original === null ? undefined : html`<div class="meta">About ${formatMonth(original.period)}</div>`;
}

function renderTrace(trace: Trace): Html {
  const { version, name, quantity, source } = trace;
  const links = traceLinks(trace);
  const what = [
    formatSpan(trace),
    ...(version === null ? [] : [`version ${version}`]),
    ...(source === 'price-book' && name !== null ? [name] : []),
  ].join(' · ');
  const from = name?.includes('#') === true ? renderOriginLine(name) : undefined;
  if (links === undefined)
    return html`<div class="meta">${what}: of ${formatDecimal(quantity)} on other lines${from}</div>`;
  const events =
    links.events === undefined ? undefined : html` · <a class="screen" href="${links.events}">events</a>`;
  return html`<div class="meta">${what} <span class="screen">· <a href="${links.source}">${sourceNames[source]}</a>${events}</span>${from}</div>`;
}

const sourceNames: Readonly<Record<Trace['source'], string>> = {
  usage: 'rollups',
  seats: 'people seen',
  instances: 'running times',
  presence: 'times',
  'price-book': 'price book',
  lines: 'lines',
};

/** Where a partner's part comes from. Cost centers are not told to partners, so this names the line and no more. */
function renderOriginLine(name: string): Html {
  return html` · line ${name}`;
}

function renderShare({ share }: StatementLine): Html | undefined {
  if (share === null) return undefined;
  const parts = [
    ...share.partners.map(({ partner, amount }) => `${partner} ${formatDecimal(amount)}`),
    `platform ${formatDecimal(share.platform)}`,
  ];
  return html`<div class="meta">Shared: ${parts.join(', ')}</div>`;
}
