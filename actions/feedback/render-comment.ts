import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import type { FeedbackLinks } from './feedback-links.ts';
import { renderPage } from './render-page.ts';

/** How the one comment of Souk on a pull request is found again. */
export const verdictMarker = '<!-- souk:verdict -->';

/** A comment on GitHub holds 65,536 characters. */
const LONGEST = 59_000;

/** The verdict as the sticky comment of a pull request: under 60,000 characters whatever was found. */
export function renderComment(outcome: GateOutcome, links: FeedbackLinks): string {
  return `${verdictMarker}\n${renderPage(outcome, links, LONGEST)}`;
}
