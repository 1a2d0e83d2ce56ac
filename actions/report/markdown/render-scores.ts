import { htmlText, prose } from '@souk/model/report/escape-markdown.ts';
import type { EntryScore } from '@souk/model/report/report.ts';
import { fitBlocks } from './fit-blocks.ts';
import { fold } from './fold.ts';

/** How secure each entry is held to be, with the evidence folded. */
export function renderScores(scores: readonly EntryScore[], room: number): string {
  const blocks = scores.map(({ kind, id, score, badge, parts }) => {
    const title = `Security of <code>${htmlText(`${kind}/${id}`)}</code>: <b>${score}</b> of 100, ${badge}`;
    const rows = parts.map(
      ({ title: evidence, points, of, because }) =>
        `| ${prose(evidence)} | ${points} of ${of} | ${prose(because, 300)} |`,
    );
    return fold(title, ['| Evidence | Points | Because |', '| --- | --- | --- |', ...rows].join('\n'));
  });
  return fitBlocks(blocks, room, (left) => `… and the scores of ${left} more.`).join('\n\n');
}
