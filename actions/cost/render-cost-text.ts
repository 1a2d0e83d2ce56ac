import type { CostReport, CostSide } from '@souk/model/cost/cost-report.ts';
import { formatDecimal, formatDifference } from '@souk/model/cost/format-decimal.ts';
import { plainText } from '@souk/model/report/plain-text.ts';
import stringWidth from 'fast-string-width';
import pc from 'picocolors';
import { hang, wrap } from '../policy/wrap-text.ts';
import type { Colors } from '../report/colors.ts';
import type { TextOptions } from '../report/text-options.ts';
import {
  groupTitles,
  problemWords,
  sideWords,
  stepWords,
  tellingDifferences,
  titleWords,
  usageWords,
} from './cost-words.ts';
import { whyNoDifference } from './why-no-difference.ts';

const WIDEST = 100;
const NARROWEST = 48;
const INDENT = '  ';

/** The cost as a person reads it: groups, how each line comes about, what differs, and what it all rests on. */
export function renderCostText(report: CostReport, options: Omit<TextOptions, 'textOf'>): string {
  const colors = pc.createColors(options.color);
  const width = Math.max(NARROWEST, Math.min(options.columns, WIDEST));
  const { before, after, problems } = report;
  const blocks = [
    [colors.bold(plainText(titleWords(report)))],
    renderSide(after, width, colors),
    before === null ? [] : renderDifferences(report, before, width, colors),
    wrap(plainText(wordsOf(report)), width, INDENT).map((line) => colors.dim(line)),
    problems.flatMap((problem) => {
      const mark = problem.blocks ? colors.red('✖') : colors.yellow('▲');
      return hang(plainText(problemWords(problem)), width, `${INDENT}${mark} `, `${INDENT}  `);
    }),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function wordsOf({ assumption, usage, basis }: CostReport): string {
  const read = usage === null ? '' : ` ${usageWords(usage)}`;
  const hint = basis === 'fixed' ? ' Say what is used with --scenario, or --usage.' : '';
  return assumption + read + hint;
}

function renderSide({ groups, total, currency }: CostSide, width: number, colors: Colors): string[] {
  if (total === null) return [`${INDENT}${colors.red('There is no price to tell.')}`];
  const lines = groups.flatMap(({ lines: own }) => own);
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => stringWidth(text)));
  const texts = widest(lines.map(({ text }) => plainText(text)));
  const quantities = widest(lines.map(({ quantity }) => formatDecimal(quantity)));
  const steps = widest(lines.map((line) => plainText(stepWords(line))));
  const amounts = widest([total, ...lines.map(({ amount }) => amount)].map(formatDecimal));
  const isWide = texts + quantities + steps + amounts + 9 <= width;
  const rows = groups.flatMap(({ name, total: sum, lines: own }) => [
    spread(groupTitles[name], colors.bold(formatDecimal(sum)), width, colors.bold),
    ...own.flatMap((line) => {
      const [text, quantity] = [plainText(line.text), formatDecimal(line.quantity)];
      const step = colors.dim(
        `${isWide ? quantity.padStart(quantities) : quantity} ${plainText(stepWords(line))}`,
      );
      const amount = formatDecimal(line.amount);
      return isWide
        ? [join(`  ${text}${' '.repeat(texts - stringWidth(text))}  ${step}`, amount, width)]
        : [spread(`  ${text}`, amount, width), `${INDENT}    ${step}`];
    }),
  ]);
  return [
    ...rows,
    rule(width, colors),
    spread(`Total a month in ${currency ?? ''}`, colors.bold(formatDecimal(total)), width, colors.bold),
  ];
}

function renderDifferences(report: CostReport, before: CostSide, width: number, colors: Colors): string[] {
  const { after, differences, difference } = report;
  const head = colors.bold(`Compared with ${plainText(sideWords(before))}`);
  if (difference === null)
    return [`${INDENT}${head}`, ...wrap(whyNoDifference(before, after), width, INDENT)];
  const telling = tellingDifferences(differences);
  if (telling.length === 0) return [`${INDENT}${head}: no difference.`];
  const row = (name: string, was: string | null, is: string | null, more: string): string[] => [
    name,
    was === null ? '–' : formatDecimal(was),
    is === null ? '–' : formatDecimal(is),
    formatDifference(more),
  ];
  const table = [
    ['', 'Before', 'After', 'Difference'],
    ...telling.map((line) => row(plainText(line.text), line.before, line.after, line.difference)),
    row(`Total a month in ${after.currency ?? ''}`, before.total, after.total, difference),
  ];
  const widths = [1, 2, 3].map((i) => Math.max(...table.map((cells) => (cells[i] ?? '').length)));
  const lines = table.map(([name = '', ...cells], i) => {
    const figures = cells.map((cell, at) => {
      const padded = cell.padStart(widths[at] ?? 0);
      return at === 2 ? tint(padded, colors) : padded;
    });
    const isTotal = i === table.length - 1;
    const line = spread(
      isTotal ? name : `  ${name}`,
      figures.join('  '),
      width,
      isTotal ? colors.bold : undefined,
    );
    return i === 0 ? colors.dim(line) : line;
  });
  return [`${INDENT}${head}`, ...lines.slice(0, -1), rule(width, colors), ...lines.slice(-1)];
}

function tint(difference: string, colors: Colors): string {
  const text = difference.trim();
  if (text.startsWith('+')) return colors.yellow(difference);
  return text.startsWith('-') ? colors.green(difference) : difference;
}

function rule(width: number, colors: Colors): string {
  return `${INDENT}${colors.dim('─'.repeat(width - INDENT.length))}`;
}

/** Two texts at either end of a line; the first is cut where there is no room for both. */
function spread(
  left: string,
  right: string,
  width: number,
  paint: (text: string) => string = (text) => text,
): string {
  const room = width - INDENT.length - stringWidth(right) - 2;
  const fitting = stringWidth(left) <= room ? left : `${left.slice(0, Math.max(1, room - 1))}…`;
  return join(paint(fitting), right, width);
}

function join(left: string, right: string, width: number): string {
  const gap = Math.max(2, width - INDENT.length - stringWidth(left) - stringWidth(right));
  return `${INDENT}${left}${' '.repeat(gap)}${right}`;
}
