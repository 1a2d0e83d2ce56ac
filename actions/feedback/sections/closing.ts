import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import { code, prose } from '@souk/model/report/escape-markdown.ts';
import { formatCount, plural } from '../../report/count-words.ts';
import { fitBlocks } from '../../report/markdown/fit-blocks.ts';
import { fold } from '../../report/markdown/fold.ts';
import { link } from '../../report/markdown/link.ts';
import type { FeedbackLinks } from '../feedback-links.ts';

/** What happens without anybody's doing. */
export function renderNext({ state, approvals, autoApproval, held }: GateOutcome): string {
  switch (state) {
    case 'ready':
      if (held !== undefined) return '**What happens next:** nothing, until nobody holds it any more.';
      return `**What happens next:** ${autoApproval.allowed ? 'Souk approves it, and it' : 'It'} is merged or goes into the merge queue, where this repository does that by itself; otherwise anybody who may merge presses the button. Once it is merged, this page says where it was published.`;
    case 'waiting':
      return '**What happens next:** each approval is counted as it comes; the last one lets it in. A new push makes approvals given so far void, because nobody has seen what it brings.';
    case 'blocked':
      return `**What happens next:** every push is judged anew. Once nothing blocks, ${approvals.checklist.some(({ missing }) => missing > 0) ? 'those who have to approve are asked' : 'it is ready'}.`;
    case 'fault':
      return '**What happens next:** nothing is merged on a check that did not do its work. Your approvals are kept until you push.';
  }
}

/** Files that no check knows, and what could not be done on the side. */
export function renderRemarks({ strayPaths, notes }: GateOutcome, room: number): string {
  const strays = strayPaths.map((path) => `- ${code(path)}`);
  return [
    strays.length === 0
      ? ''
      : fold(
          `${plural(strays.length, 'file')} outside the catalog, judged by people alone`,
          fitBlocks(strays, room / 2 - 200, (left) => `- … and ${formatCount(left)} more`).join('\n'),
        ),
    fitBlocks(
      notes.map((note) => `> ${prose(note, 400)}`),
      room / 2,
      (left) => `> … and ${left} more notes`,
    ).join('\n>\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

export function renderFooter({ pull, report }: GateOutcome, { run, portal }: FeedbackLinks): string {
  const parts = [
    `Judged ${code(pull.head.slice(0, 8))} against ${code(pull.base.slice(0, 8))}`,
    `${formatCount(report.scope.judged)} of ${plural(report.scope.total, 'manifest')}`,
    ...(run === undefined ? [] : [link('full report', run)]),
    ...(portal === undefined ? [] : [link('the catalog', portal)]),
    'the same on your machine: `npx souk check`',
  ];
  return `<sub>${parts.join(' · ')}</sub>`;
}
