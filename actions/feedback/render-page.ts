import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import type { FeedbackLinks } from './feedback-links.ts';
import { renderFooter } from './sections/closing.ts';
import { renderOpening } from './sections/opening.ts';
import { renderSections, toDo, toKnow } from './sections.ts';

/**
 * All that is said about a pull request, what to do first.
 *
 * @param longest bytes of UTF-8
 */
export function renderPage(outcome: GateOutcome, links: FeedbackLinks, longest: number): string {
  const opening = renderOpening(outcome, links);
  const footer = renderFooter(outcome, links);
  const room = longest - Buffer.byteLength(opening) - Buffer.byteLength(footer) - 5;
  const body = renderSections([...toDo, ...toKnow], outcome, room, links);
  return `${[opening, body, footer].filter((part) => part !== '').join('\n\n')}\n`;
}
