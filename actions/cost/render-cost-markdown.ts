import type { CostReport, CostSide } from '@souk/model/cost/cost-report.ts';
import { formatDecimal, formatDifference } from '@souk/model/cost/format-decimal.ts';
import { prose } from '@souk/model/report/escape-markdown.ts';
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

/** The cost as a page: for a comment, a wiki, an e-mail. */
export function renderCostMarkdown(report: CostReport): string {
  const { before, after, assumption, usage, problems } = report;
  const sections = [
    `### ${prose(titleWords(report))}`,
    renderSide(after),
    before === null ? '' : renderDifferences(report, before),
    problems.map((problem) => `- ${problem.blocks ? '❌' : '⚠️'} ${prose(problemWords(problem))}`).join('\n'),
    `<sub>${prose(assumption)}${usage === null ? '' : ` ${prose(usageWords(usage))}`}</sub>`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function renderSide(side: CostSide): string {
  const { groups, total, currency } = side;
  if (total === null) return '**There is no price to tell.**';
  const rows = groups.flatMap(({ name, total: sum, lines }) => [
    `| **${groupTitles[name]}** | | **${formatDecimal(sum)}** |`,
    ...lines.map(
      (line) =>
        `| ${prose(line.text)} | ${formatDecimal(line.quantity)} ${prose(stepWords(line))} | ${formatDecimal(line.amount)} |`,
    ),
  ]);
  return [
    `| What | How | ${prose(currency ?? '')} |`,
    '| --- | --- | ---: |',
    ...rows,
    `| **Total a month** | | **${formatDecimal(total)}** |`,
  ].join('\n');
}

function renderDifferences({ after, difference, differences }: CostReport, before: CostSide): string {
  const head = `Compared with ${prose(sideWords(before))}:`;
  if (difference === null) return `${head} ${prose(whyNoDifference(before, after))}`;
  const telling = tellingDifferences(differences);
  if (telling.length === 0) return `${head} no difference.`;
  const amount = (text: string | null): string => (text === null ? '–' : formatDecimal(text));
  return [
    `${head}\n`,
    '| What differs | Before | After | Difference |',
    '| --- | ---: | ---: | ---: |',
    ...telling.map(
      (line) =>
        `| ${prose(line.text)} | ${amount(line.before)} | ${amount(line.after)} | ${formatDifference(line.difference)} |`,
    ),
    `| **Total a month** | **${amount(before.total)}** | **${amount(after.total)}** | **${formatDifference(difference)}** |`,
  ].join('\n');
}
