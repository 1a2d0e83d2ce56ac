import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import { plainText } from '@souk/model/report/plain-text.ts';
import type { FeedbackLinks } from './feedback-links.ts';
import { headline } from './headline.ts';
import { renderFooter } from './sections/closing.ts';
import { renderOpening } from './sections/opening.ts';
import { renderSections, toDo, toKnow } from './sections.ts';

/** What a check run shows; the text is Markdown, the title is not. */
export interface CheckRunOutput {
  readonly title: string;
  readonly summary: string;
  readonly text: string;
}

/** Summary and text of a check run hold 65,535 characters each, and no more bytes to be sure. */
const LONGEST = 60_000;
const LONGEST_TITLE = 250;

export function renderCheckRun(outcome: GateOutcome, links: FeedbackLinks): CheckRunOutput {
  const opening = renderOpening(outcome, links);
  const footer = renderFooter(outcome, links);
  const actions = renderSections(toDo, outcome, LONGEST - Buffer.byteLength(opening) - 2, links);
  const background = renderSections(toKnow, outcome, LONGEST - Buffer.byteLength(footer) - 2, links);
  return {
    title: plainText(headline(outcome)).slice(0, LONGEST_TITLE).toWellFormed(),
    summary: [opening, actions].filter((part) => part !== '').join('\n\n'),
    text: [background, footer].filter((part) => part !== '').join('\n\n'),
  };
}
