import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import { plural } from '../../report/count-words.ts';
import { renderFindingList } from '../../report/markdown/finding-list.ts';
import { fold } from '../../report/markdown/fold.ts';
import type { FeedbackLinks } from '../feedback-links.ts';
import { sortFindings } from '../sort-findings.ts';

const ELSEWHERE = 'all of them are in the full report, and with `npx souk check`';

export function renderFaults({ report }: GateOutcome, room: number, { docs }: FeedbackLinks): string {
  const { faults } = sortFindings(report.findings);
  if (faults.length === 0) return '';
  return `### What failed on our side\n\n${renderFindingList(faults, { room, docs, elsewhere: ELSEWHERE })}`;
}

export function renderToFix({ report }: GateOutcome, room: number, { docs }: FeedbackLinks): string {
  const { toFix } = sortFindings(report.findings);
  if (toFix.length === 0) return '';
  return `### What to fix\n\n${renderFindingList(toFix, { room, docs, elsewhere: ELSEWHERE })}`;
}

/** What blocks nothing, folded. */
export function renderAdvice({ report }: GateOutcome, room: number, { docs }: FeedbackLinks): string {
  const { advice, waived } = sortFindings(report.findings);
  const parts = [
    {
      title: `${plural(advice.length, 'remark')} that ${advice.length === 1 ? 'does' : 'do'} not block`,
      list: advice,
    },
    { title: `${plural(waived.length, 'finding')} excused by a waiver`, list: waived },
  ].filter(({ list }) => list.length > 0);
  return parts
    .map(({ title, list }) =>
      fold(title, renderFindingList(list, { room: room / parts.length, docs, elsewhere: ELSEWHERE })),
    )
    .join('\n\n');
}
