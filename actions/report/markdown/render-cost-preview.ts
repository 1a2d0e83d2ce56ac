import { formatDecimal, formatDifference } from '@souk/model/cost/format-decimal.ts';
import { monthWords } from '@souk/model/cost/month-words.ts';
import type { ChangePreview, PreviewLine, PreviewRow } from '@souk/model/cost/preview-change.ts';
import { code, prose } from '@souk/model/report/escape-markdown.ts';
import { formatCount, plural } from '../count-words.ts';
import { fitBlocks } from './fit-blocks.ts';
import { fold } from './fold.ts';

/** Bytes kept free for what stands around the table and the lines. */
const FRAME = 1_200;

/** What apps and connectors would cost a month, before and after. */
export function renderCostPreview(preview: ChangePreview | null, room: number): string {
  if (preview === null) return '';
  const { rows, more, lines, moreLines, problems, assumption, command } = preview;
  const half = Math.max(0, room - FRAME) / 2;
  const table = [
    '| What | Installations | Before | After | Difference |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...fitBlocks(rows.map(renderRow), half, (left) => restRow(left + more)),
  ];
  if (more > 0 && !table.at(-1)?.startsWith('| … and')) table.push(restRow(more));
  const details = [
    '| For one installation | Before | After | Difference |',
    '| --- | ---: | ---: | ---: |',
    ...fitBlocks(lines.map(renderLine), half, (left) => restLine(left + moreLines)),
  ];
  if (moreLines > 0 && !details.at(-1)?.startsWith('| … and')) details.push(restLine(moreLines));
  return [
    '### What it costs',
    headline(preview),
    rows.length === 0 ? '' : table.join('\n'),
    lines.length === 0
      ? ''
      : fold(plural(lines.length + moreLines, 'line differs', 'lines differ'), details.join('\n')),
    problems.map((problem) => `- ⚠️ ${prose(problem, 300)}`).join('\n'),
    `<sub>${prose(assumption)}</sub>`,
    command === null ? '' : `With your own numbers: ${code(command)}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function headline({ period, total, currency, rows }: ChangePreview): string {
  const prices = `By the prices of ${prose(monthWords(period), 30)}`;
  if (total === null)
    return `${prices}. There is no difference to tell: prices are missing, or in another currency.`;
  if (rows.length === 0) return `${prices}: no installation costs more or less.`;
  const sum = `${amount(total.before)} → ${amount(total.after)} ${prose(currency ?? '', 10)}`;
  return `${prices}: **${sum}** a month, ${more(total.difference)}.`;
}

/** `12.00 more`, `3.20 less` or `no difference`. */
function more(difference: string): string {
  const text = formatDifference(difference);
  if (text.startsWith('+')) return `**${figure(text.slice(1))} more**`;
  return text.startsWith('-') ? `**${figure(text.slice(1))} less**` : 'no difference';
}

function renderRow({ kind, id, installations, assumed, ...row }: PreviewRow): string {
  const { before, after } = installations;
  const count = assumed
    ? 'if there were one'
    : before === after
      ? formatCount(after)
      : `${formatCount(before)} → ${formatCount(after)}`;
  return `| ${code(`${kind}/${id}`)} | ${count} | ${amount(row.before)} | ${amount(row.after)} | ${delta(row.difference)} |`;
}

function renderLine({ kind, id, text, before, after, difference }: PreviewLine): string {
  return `| ${code(`${kind}/${id}`)} ${prose(text, 120)} | ${amount(before)} | ${amount(after)} | ${delta(difference)} |`;
}

function restRow(left: number): string {
  return `| … and ${formatCount(left)} more | | | | |`;
}

function restLine(left: number): string {
  return `| … and ${formatCount(left)} more | | | |`;
}

function amount(text: string | null): string {
  return text === null ? '–' : figure(formatDecimal(text));
}

function delta(text: string | null): string {
  return text === null ? '–' : figure(formatDifference(text));
}

/** A report may come from elsewhere: what is no number is a text like any other. */
function figure(text: string): string {
  return /^[+-]?[\d,.]{1,60}$/.test(text) ? text : prose(text, 60);
}
