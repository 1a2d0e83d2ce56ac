import { type Stay, secondsOf } from '../read-presences.ts';
import { formatDecimal, formatSpan } from './format-figures.ts';
import { html } from './html.ts';
import { renderPage } from './render-page.ts';

export interface PresencePage {
  readonly marketplace: string;
  readonly installation: string;
  /** Milliseconds since 1970. */
  readonly window: { readonly from: number; readonly to: number };
}

/** When an installation was there, as a page that a plan fee leads to. */
export function renderPresencePage(
  stays: readonly Stay[],
  { marketplace, installation, window }: PresencePage,
): string {
  const title = `When ${installation} was there`;
  const total = stays.reduce((sum, { from, to }) => sum + to - from, 0);
  return renderPage(
    title,
    html`<header><p class="top"><strong>${marketplace}</strong></p><h1>${title}</h1>
<p class="subject">${formatSpan(spanOf(window))}, UTC</p></header>
${
  stays.length === 0
    ? html`<p class="empty">It was not there in this time.</p>`
    : html`<div class="scroll"><table>
<thead><tr><th scope="col">From and to</th><th scope="col">State</th><th scope="col">Version</th><th scope="col">Team</th><th scope="col">Cost center</th><th scope="col" class="n">Seconds</th></tr></thead>
<tbody>${stays.map(
        (stay) =>
          html`<tr><td>${formatSpan(spanOf(stay))}</td><td>${stay.phase}</td><td>${stay.entry_id} ${stay.version}</td><td>${stay.team} · ${stay.environment}</td><td>${stay.cost_center ?? 'none'}</td><td class="n">${formatDecimal(secondsOf(stay.to - stay.from))}</td></tr>`,
      )}
<tr class="total"><td colspan="5">Total</td><td class="n">${formatDecimal(secondsOf(total))}</td></tr></tbody></table></div>`
}`,
  );
}

function spanOf({ from, to }: { readonly from: number; readonly to: number }) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
