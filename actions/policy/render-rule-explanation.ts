import type { LocatedFinding, RuleExplanation } from '@souk/model/explain/explanation.ts';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { plainText } from '@souk/model/report/plain-text.ts';
import { docsOf } from '@souk/model/rule/built-in-rules.ts';
import type { BuiltInRule } from '@souk/model/rule/rule-table.ts';
import type { Colors } from '../report/colors.ts';
import { formatCount, plural } from '../report/count-words.ts';
import { type ExplainView, markOf, renderTitle } from './explain-view.ts';
import { describeRule } from './explain-words.ts';
import { renderRows } from './text-rows.ts';
import { wrap } from './wrap-text.ts';

const MOST_VIOLATORS = 10;
const NAME_WIDTH = 10;

/** What a rule asks, for people, and who violates it. */
export function renderRuleExplanation(
  { rule, waivable, asked, violators }: RuleExplanation,
  view: ExplainView,
): string {
  const { colors } = view;
  const described = [
    ...describeRule(rule, waivable),
    ['source', `${view.folder}/${rule.source}`] as const,
    ['page', docsOf(rule.id)] as const,
  ];
  const rows = violators.map(({ entity, findings, failure }) => [
    `${markOf(findings[0], failure, colors)} ${plainText(formatKey(entity))}`,
    colors.dim(placeOf(findings)),
    colors.dim(failure === undefined ? waiverOf(findings) : plainText(failure)),
  ]);
  const example = violators[0]?.entity;
  return `${[
    ...renderTitle(rule, view),
    '',
    ...described.flatMap(([name, value]) => renderPair(name, value, view)),
    '',
    summarise({ rule, violators, asked }, colors),
    ...renderRows(rows, MOST_VIOLATORS, colors),
    ...(example === undefined
      ? []
      : ['', colors.dim(`  One of them: souk policy explain ${rule.id} ${plainText(formatKey(example))}`)]),
  ].join('\n')}\n`;
}

export function renderBuiltInRule(
  id: string,
  { title, level, why }: BuiltInRule,
  { colors, columns }: ExplainView,
): string {
  return `${[
    `${colors.bold(id)}  ${colors.dim(`${level}, built in`)}`,
    title,
    '',
    ...wrap(why, columns, '  '),
    '',
    colors.dim('  The checks of Souk enforce it: no policy can change it. See it at work: souk check'),
  ].join('\n')}\n`;
}

function renderPair(name: string, value: string, { colors, columns }: ExplainView): string[] {
  const [first = '', ...rest] = wrap(plainText(value), columns - NAME_WIDTH - 2, '');
  return [
    `  ${colors.dim(name.padEnd(NAME_WIDTH))}${first}`,
    ...rest.map((line) => `  ${' '.repeat(NAME_WIDTH)}${line}`),
  ];
}

function summarise(
  { rule, violators, asked }: Pick<RuleExplanation, 'rule' | 'violators' | 'asked'>,
  colors: Colors,
): string {
  const entities = plural(asked, 'entity', 'entities');
  const words = foundWords(rule);
  if (violators.length === 0)
    return `${colors.green('✔')} ${colors.bold(`None of ${entities} ${words.one}`)}`;
  const found = violators.flatMap(({ findings }) => findings);
  const open = found.filter(({ waivedBy }) => waivedBy === undefined);
  const counts = (['deny', 'warn', 'notice'] as const)
    .map((level) => [open.filter((finding) => finding.level === level).length, level] as const)
    .filter(([count]) => count > 0)
    .map(([count, level]) => `${formatCount(count)} × ${level}`);
  const waived = found.length - open.length;
  const failed = violators.filter(({ failure }) => failure !== undefined).length;
  const parts = [
    ...counts,
    ...(waived > 0 ? [`${formatCount(waived)} waived`] : []),
    ...(failed > 0 ? [`${formatCount(failed)} not judged`] : []),
  ];
  const title = `${formatCount(violators.length)} of ${entities} ${violators.length === 1 ? words.one : words.many}`;
  return `${colors.bold(title)}${parts.length === 0 ? '' : `  ${colors.dim(parts.join(', '))}`}`;
}

function foundWords({ layer }: PolicyRule): { readonly one: string; readonly many: string } {
  if (layer === 'risk') return { one: 'is riskier for it', many: 'are riskier for it' };
  if (layer === 'approval') {
    return { one: 'needs an approval for it when edited', many: 'need an approval for it when edited' };
  }
  return { one: 'violates it', many: 'violate it' };
}

function placeOf(findings: readonly LocatedFinding[]): string {
  const location = findings[0]?.location;
  const more = findings.length > 1 ? ` and ${findings.length - 1} more` : '';
  return location === undefined
    ? ''
    : plainText(`${location.path}:${location.line}:${location.column}${more}`);
}

function waiverOf(findings: readonly LocatedFinding[]): string {
  const waivers = new Set(findings.flatMap(({ waivedBy }) => waivedBy ?? []));
  return waivers.size === 0 ? '' : plainText(`waived by ${[...waivers].join(', ')}`);
}
