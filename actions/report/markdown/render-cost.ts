import type { CostItem, DeclaredCost } from '@souk/model/cost/declared-cost.ts';
import { code, prose } from '@souk/model/report/escape-markdown.ts';
import { plural } from '../count-words.ts';
import { fitBlocks } from './fit-blocks.ts';
import { fold } from './fold.ts';

/** Amounts that stand open on a page. */
const MOST_OPEN = 3;

/** What it costs before and after. */
export function renderCost(cost: DeclaredCost | null, room: number): string {
  if (cost === null) return '';
  const { monthly, items, assumption } = cost;
  const total =
    monthly === null
      ? ''
      : `Budgets of the installations: **${prose(monthly.before, 60)} → ${prose(monthly.after, 60)} ${prose(monthly.currency, 10)}** a month.`;
  const rows = [
    '| What | Before | After |',
    '| --- | ---: | ---: |',
    ...fitBlocks(items.map(renderItem), room, (left) => `| … and ${left} more | | |`),
  ].join('\n');
  const list = items.length <= MOST_OPEN ? rows : fold(plural(items.length, 'amount'), rows);
  return ['### Cost', total, list, `<sub>${prose(assumption)}</sub>`]
    .filter((part) => part !== '')
    .join('\n\n');
}

function renderItem({ kind, id, what, metric = '', unit = '', currency, before, after }: CostItem): string {
  const name =
    what === 'budget' ? 'budget a month' : `price of ${prose(metric, 80)}, each ${prose(unit, 80)}`;
  const amount = (text: string | null): string =>
    text === null ? '–' : `${prose(text, 60)} ${prose(currency, 10)}`;
  return `| ${code(`${kind}/${id}`)} ${name} | ${amount(before)} | ${amount(after)} |`;
}
