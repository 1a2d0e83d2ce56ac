import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import { code } from '@souk/model/report/escape-markdown.ts';
import { fitBlocks } from '../../report/markdown/fit-blocks.ts';

/** What else changed since the branch began, and how to take it in. */
export function renderUpdate({ conflicts, meanwhile, pull }: GateOutcome, room: number): string {
  if (conflicts.length + meanwhile.length === 0) return '';
  const list = (items: readonly string[]): string =>
    fitBlocks(
      items.map((item) => `- ${code(item)}`),
      room / 2 - 400,
      (left) => `- … and ${left} more`,
    ).join('\n');
  const remote = pull.fromFork ? 'upstream' : 'origin';
  return [
    '### Bring your branch up to date',
    ...(conflicts.length === 0
      ? []
      : [
          `These files changed here and on the branch this goes into, and Git cannot join them by itself:\n\n${list(conflicts)}`,
        ]),
    ...(meanwhile.length === 0
      ? []
      : [
          `Somebody else changed these on the branch this goes into since you began, so what you see is not what would be merged:\n\n${list(meanwhile.map(formatKey))}`,
        ]),
    conflicts.length === 0
      ? `Press **Update branch** below, or run this and push:`
      : `Press **Resolve conflicts** below, or run this, fix the places that Git marks, and push:`,
    `\`\`\`sh\ngit fetch ${remote}\ngit merge ${remote}/${pull.into}\n\`\`\``,
  ].join('\n\n');
}
