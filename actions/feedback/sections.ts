import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import { link } from '../report/markdown/link.ts';
import { renderConsumers } from '../report/markdown/render-consumers.ts';
import { renderCost } from '../report/markdown/render-cost.ts';
import { renderCostPreview } from '../report/markdown/render-cost-preview.ts';
import { renderPermissions } from '../report/markdown/render-permissions.ts';
import { renderScores } from '../report/markdown/render-scores.ts';
import { renderSimilar } from '../report/markdown/render-similar.ts';
import type { FeedbackLinks } from './feedback-links.ts';
import { renderApprovals } from './sections/approvals.ts';
import { renderNext, renderRemarks } from './sections/closing.ts';
import { renderAdvice, renderFaults, renderToFix } from './sections/findings.ts';
import { renderRisk } from './sections/risk.ts';
import { renderUpdate } from './sections/update.ts';
import { renderWait } from './sections/wait.ts';

/** A part of a page about a pull request. */
export interface Section {
  /** Share of the room of its page; none takes what the others leave. */
  readonly share?: number;
  /** @param room bytes; what there is no room for is told to be left out */
  readonly render: (outcome: GateOutcome, room: number, links: FeedbackLinks) => string;
}

/** What somebody has to do, in the order in which it is read. */
export const toDo: readonly Section[] = [
  { share: 0.06, render: renderUpdate },
  { render: renderToFix },
  { share: 0.08, render: renderFaults },
  { share: 0.15, render: renderApprovals },
  { share: 0.02, render: renderWait },
  { share: 0.02, render: renderNext },
];

/** What helps to judge it. */
export const toKnow: readonly Section[] = [
  { share: 0.08, render: renderRisk },
  { share: 0.06, render: ({ report }, room) => renderPermissions(report.permissions, room - 100) },
  { share: 0.06, render: ({ report }, room) => renderConsumers(report.consumers, room - 300) },
  { share: 0.07, render: ({ report }, room) => renderCostPreview(report.costPreview, room) },
  { share: 0.05, render: ({ report }, room) => renderCost(report.cost, room - 800) },
  { share: 0.04, render: ({ report }, room) => renderSimilar(report.similar, room - 100) },
  { share: 0.06, render: ({ report }, room) => renderScores(report.scores, room) },
  { share: 0.1, render: renderAdvice },
  { share: 0.05, render: renderRemarks },
];

const BETWEEN = '\n\n';

/** Sections one after another, never more than `room` bytes together. */
export function renderSections(
  sections: readonly Section[],
  outcome: GateOutcome,
  room: number,
  links: FeedbackLinks,
): string {
  const rendered = new Map<Section, string>();
  let left = room;
  const ordered = [
    ...sections.filter(({ share }) => share !== undefined),
    ...sections.filter(({ share }) => share === undefined),
  ];
  for (const section of ordered) {
    const own = section.share === undefined ? left : room * section.share;
    const text = renderWithin(section, outcome, own - BETWEEN.length, links);
    rendered.set(section, text);
    left -= Buffer.byteLength(text) + BETWEEN.length;
  }
  return sections
    .map((section) => rendered.get(section) ?? '')
    .filter((text) => text !== '')
    .join(BETWEEN);
}

function renderWithin(section: Section, outcome: GateOutcome, room: number, links: FeedbackLinks): string {
  const text = section.render(outcome, room, links);
  if (Buffer.byteLength(text) <= room) return text;
  const where = links.run === undefined ? 'the full report' : link('the full report', links.run);
  const notice = `_There is more than fits here: see ${where}._`;
  return Buffer.byteLength(notice) <= room ? notice : '';
}
