import type { EntityExplanation, LocatedFinding, RuleExplanation } from '@souk/model/explain/explanation.ts';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { type BuiltInRule, docsOf } from '@souk/model/rule/built-in-rules.ts';
import wrapAnsi from 'wrap-ansi';
import type { Colors } from '../report/colors.ts';
import { plainText } from '../report/plain-text.ts';
import { renderExcerpt } from '../report/render-excerpt.ts';
import { describeRule, shortValue } from './explain-words.ts';
import { formatCount, plural } from './impact-words.ts';
import { renderRows } from './text-rows.ts';

export interface ExplainView {
  readonly colors: Colors;
  readonly columns: number;
  /** Path of the policies folder, as it is shown. */
  readonly folder: string;
}

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

/** What a rule sees of an entity, for people, and what it makes of it. */
export function renderEntityExplanation(
  explanation: EntityExplanation,
  text: string,
  view: ExplainView,
): string {
  const { rule, entity, path, applies } = explanation;
  const { colors } = view;
  const title = [
    ...renderTitle(rule, view),
    '',
    `${colors.underline(plainText(path))}${colors.dim(`  ${plainText(formatKey(entity))}${compared(explanation)}`)}`,
  ];
  if (!applies) {
    const kinds = rule.kinds.join(', ');
    return `${[...title, `  ${colors.green('✔')} The rule is not asked about this: it judges ${kinds}.`].join('\n')}\n`;
  }
  return `${[
    ...title,
    '',
    colors.bold('What it reads'),
    ...renderReads(explanation, view),
    '',
    colors.bold('What it makes of it'),
    ...renderOutcome(explanation, text, view),
  ].join('\n')}\n`;
}

function renderTitle(
  { id, level, layer, title, description }: PolicyRule,
  { colors, columns }: ExplainView,
): string[] {
  const kind = layer === 'risk' || layer === 'approval' ? layer : level;
  const why = description.replaceAll(/\s+/g, ' ');
  return [`${colors.bold(id)}  ${colors.dim(kind)}`, title, '', ...wrap(why, columns, '  ')];
}

function renderPair(name: string, value: string, { colors, columns }: ExplainView): string[] {
  const [first = '', ...rest] = wrap(plainText(value), columns - NAME_WIDTH - 2, '');
  return [
    `  ${colors.dim(name.padEnd(NAME_WIDTH))}${first}`,
    ...rest.map((line) => `  ${' '.repeat(NAME_WIDTH)}${line}`),
  ];
}

function compared({ base, change, asIfEdited, tier }: EntityExplanation): string {
  const parts = [
    ...(base === null ? [] : [`${change} since ${base.slice(0, 8)}`]),
    ...(asIfEdited ? ['judged as if it were edited'] : []),
    ...(tier === null ? [] : [`risk ${tier}`]),
  ];
  return parts.length === 0 ? '' : `  ${parts.join(', ')}`;
}

/** What somebody wrote comes first, then what follows from it. */
const origins = ['manifest', 'before', 'references', 'other', 'settings', 'config'];

function renderReads({ reads }: EntityExplanation, { colors, columns }: ExplainView): string[] {
  if (reads.length === 0) return [colors.dim('  nothing')];
  const room = Math.max(30, Math.min(columns, 140) - 60);
  const ordered = reads.toSorted((a, b) => origins.indexOf(a.from) - origins.indexOf(b.from));
  const rows = ordered.map(({ path, value, location }) => [
    plainText(path),
    value === undefined ? colors.dim('not there') : plainText(shortValue(value, room)),
    colors.dim(
      location === undefined ? '' : `${plainText(location.path)}:${location.line}:${location.column}`,
    ),
  ]);
  return renderRows(rows, Number.POSITIVE_INFINITY, colors);
}

function renderOutcome(
  { findings, failure, rule }: EntityExplanation,
  text: string,
  view: ExplainView,
): string[] {
  const { colors } = view;
  if (failure !== null) {
    return [
      `  ${colors.magenta('‼')} The rule could not judge it: ${plainText(failure)}`,
      `    ${colors.cyan('→')} No author is to blame. Report it to ${plainText(rule.owner)}.`,
    ];
  }
  if (findings.length === 0) return [`  ${colors.green('✔')} Nothing to say: it passes.`];
  return findings.flatMap((finding) => renderFinding(finding, text, view)).slice(0, -1);
}

function renderFinding(finding: LocatedFinding, text: string, { colors, columns }: ExplainView): string[] {
  const { message, help, location, why, waivedBy } = finding;
  const mark = markOf(finding, undefined, colors);
  return [
    ...hang(colors.bold(plainText(message)), columns, `  ${mark} `, '    '),
    ...renderExcerpt(location, text, colors),
    ...hang(plainText(help), columns, `      ${colors.cyan('→')} `, '        '),
    ...hang(colors.dim(plainText(why)), columns, '        ', '        '),
    ...(waivedBy === undefined ? [] : [colors.dim(`        The waiver ${plainText(waivedBy)} silences it.`)]),
    '',
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

function markOf(finding: LocatedFinding | undefined, failure: string | undefined, colors: Colors): string {
  if (failure !== undefined) return colors.magenta('‼');
  switch (finding?.level) {
    case 'deny':
      return finding.waivedBy === undefined ? colors.red('✖') : colors.dim('✖');
    case 'warn':
      return colors.yellow('▲');
    case 'notice':
      return colors.blue('ℹ');
    default:
      return colors.blue('◆');
  }
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

function wrap(text: string, columns: number, indent: string): string[] {
  return hang(text, columns, indent, indent);
}

/** Wraps a text behind a mark, its further lines below its first word. */
function hang(text: string, columns: number, first: string, rest: string): string[] {
  const width = Math.max(40, Math.min(columns, 120)) - rest.length;
  return wrapAnsi(text, width, { trim: true })
    .split('\n')
    .map((line, i) => `${i === 0 ? first : rest}${line}`);
}
