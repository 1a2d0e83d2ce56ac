import type { Finding } from '@souk/model/finding/finding.ts';
import { selectCommandAnnotations } from '../feedback/select-command-annotations.ts';
import { renderFindingCommand } from '../report/render-github.ts';
import type { Log } from './log.ts';

/** Shows findings on their lines, the gravest first, and says how many there is no room for in this step. */
export function createAnnotator(
  write: (text: string) => void,
  log: Log,
): (findings: readonly Finding[]) => void {
  let before: readonly Finding[] = [];
  return (findings) => {
    const { shown, left } = selectCommandAnnotations(findings, before);
    for (const finding of shown) write(`${renderFindingCommand(finding)}\n`);
    before = [...before, ...shown];
    if (left > 0) log.info(`${left} more findings are in the summary; a step shows 10 of a kind on lines.`);
  };
}
