import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import type { FeedbackLinks } from './feedback-links.ts';
import { renderPage } from './render-page.ts';

/** GitHub drops a summary of more than 1 MiB without a word; other steps of the job may have written too. */
const LONGEST = 900_000;

/** The full report as the summary of a job. */
export function renderJobSummary(outcome: GateOutcome, links: FeedbackLinks): string {
  return renderPage(outcome, links, LONGEST);
}
