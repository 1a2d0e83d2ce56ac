import type { EntityExplanation, LocatedFinding } from '@souk/model/explain/explanation.ts';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import { plainText } from '@souk/model/report/plain-text.ts';
import { renderExcerpt } from '../report/render-excerpt.ts';
import { type ExplainView, markOf, renderTitle } from './explain-view.ts';
import { shortValue } from './explain-words.ts';
import { renderRows } from './text-rows.ts';
import { hang } from './wrap-text.ts';

/** What somebody wrote comes first, then what follows from it. */
const origins = ['manifest', 'before', 'references', 'other', 'settings', 'config'];

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

function compared({ base, change, asIfEdited, tier }: EntityExplanation): string {
  const parts = [
    ...(base === null ? [] : [`${change} since ${base.slice(0, 8)}`]),
    ...(asIfEdited ? ['judged as if it were edited'] : []),
    ...(tier === null ? [] : [`risk ${tier}`]),
  ];
  return parts.length === 0 ? '' : `  ${parts.join(', ')}`;
}

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
