import { code, prose } from '@souk/model/report/escape-markdown.ts';
import type { AffectedConsumer } from '@souk/model/report/report.ts';
import { formatCount, plural } from '../count-words.ts';
import { fitBlocks } from './fit-blocks.ts';
import { fold } from './fold.ts';

/** Installations that stand open on a page. */
const MOST_OPEN = 5;

/** Who runs what changes. */
export function renderConsumers(consumers: readonly AffectedConsumer[], room: number): string {
  if (consumers.length === 0) return '';
  const teams = new Set(consumers.map(({ team }) => team)).size;
  const blocks = consumers.map(
    ({ id, app, team, environment }) =>
      `- ${code(id)} runs ${code(app)} in ${prose(environment, 80)}: team ${prose(team, 80)}`,
  );
  const list = fitBlocks(blocks, room, (left) => `- … and ${formatCount(left)} more`).join('\n');
  return [
    '### Who is affected',
    `${plural(consumers.length, 'installation')} of ${plural(teams, 'team')} ${consumers.length === 1 ? 'runs' : 'run'} what changes here.`,
    consumers.length <= MOST_OPEN ? list : fold('Show them', list),
  ].join('\n\n');
}
