import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import { code, prose } from '@souk/model/report/escape-markdown.ts';
import { plural } from '../../report/count-words.ts';
import { fitBlocks } from '../../report/markdown/fit-blocks.ts';
import { fold } from '../../report/markdown/fold.ts';

/** Reasons that stand open on a page. */
const MOST_OPEN = 4;

/** How risky the change is and why, and whether green checks alone let it in. */
export function renderRisk({ report, autoApproval }: GateOutcome, room: number): string {
  const { tier, reasons } = report.risk;
  const lines = reasons.map(
    ({ text, entity }) =>
      `- ${prose(text, 400)}${entity === undefined ? '' : ` (${code(`${entity.kind}/${entity.id}`)})`}`,
  );
  const open = fitBlocks(lines.slice(0, MOST_OPEN), room / 3, () => undefined);
  const rest = fitBlocks(lines.slice(open.length), room / 3, (left) => `- … and ${left} more`);
  const auto = fitBlocks(
    autoApproval.reasons.map((reason) => prose(reason, 400)),
    room / 3,
    () => undefined,
  ).join(' ');
  return [
    `### Risk: ${tier}`,
    lines.length === 0 ? 'Nothing about it is risky.' : open.join('\n'),
    rest.length === 0 ? '' : fold(plural(lines.length - open.length, 'more reason'), rest.join('\n')),
    autoApproval.allowed
      ? `**Approved automatically.** ${auto}`
      : `<sub>Not approved automatically: ${auto}</sub>`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
