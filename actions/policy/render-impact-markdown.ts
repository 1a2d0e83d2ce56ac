import { type Flip, flips } from '@souk/model/impact/compare-outcomes.ts';
import type { FlipCounts, Impact } from '@souk/model/impact/impact.ts';
import { code, htmlText, prose } from '@souk/model/report/escape-markdown.ts';
import { formatCount, plural } from '../report/count-words.ts';
import { type ImpactGroup, type ImpactSection, sectionsOf } from './impact-sections.ts';
import {
  describeBase,
  describeConsequences,
  describeRuleChange,
  flipWords,
  teamTitle,
} from './impact-words.ts';

/** A comment on GitHub holds 65,536 characters. */
const LONGEST = 60_000;

const MOST_ROWS = 25;
const MOST_GROUPS = 10;
const MOST_ENTITIES = 20;

const marks: Readonly<Record<Flip, string>> = { newlyFailing: '❌', newlyPassing: '✅', changed: '✏️' };

/** The impact as a pull-request comment: what matters at once, each team folded. */
export function renderImpactMarkdown(impact: Impact): string {
  const { summary } = impact;
  const top = [
    `## ${headline(impact)}`,
    [
      `Among ${plural(summary.entities, 'manifest')}, compared with ${prose(describeBase(impact))}.`,
      ...describeConsequences(summary).map((line) => `- ${prose(line)}`),
    ].join('\n'),
    renderRules(impact),
    renderTeams(impact),
  ];
  const end = '<sub>Run it yourself: `npx souk policy impact --all`</sub>';
  const text = top.filter((part) => part !== '').join('\n\n');
  return `${[text, ...fitSections(impact, LONGEST - text.length - end.length - 200), end].join('\n\n')}\n`;
}

function headline({ summary, rules }: Impact): string {
  if (rules.length === 0) return '✅ Policy impact: the rules are the same';
  const counts = flips
    .filter((flip) => summary[flip] > 0)
    .map((flip) => `${formatCount(summary[flip])} ${flipWords[flip]}`);
  const mark = summary.newlyFailing > 0 ? '❌' : '✅';
  return `${mark} Policy impact: ${counts.length === 0 ? 'no verdict differs' : counts.join(', ')}`;
}

function renderRules({ rules, summary }: Impact): string {
  const countsOf = new Map(summary.byRule.map((counts) => [counts.rule, counts]));
  const changed = new Map(rules.map((rule) => [rule.id, describeRuleChange(rule)]));
  const ids = [...new Set([...changed.keys(), ...countsOf.keys()])].toSorted(
    (a, b) => (countsOf.get(b)?.newlyFailing ?? 0) - (countsOf.get(a)?.newlyFailing ?? 0) || (a < b ? -1 : 1),
  );
  return renderTable(
    ['Rule', 'What changed'],
    ids.map((id) => [[code(id), prose(changed.get(id) ?? 'goes by the risk')], countsOf.get(id)]),
  );
}

function renderTeams({ summary: { byTeam } }: Impact): string {
  return renderTable(
    ['Team', 'Contact'],
    byTeam.map((team) => [[prose(teamTitle(team)), team.contact === null ? '' : code(team.contact)], team]),
  );
}

type Row = readonly [cells: readonly string[], counts: FlipCounts | undefined];

function renderTable(titles: readonly string[], rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const columns = [...titles, ...flips.map((flip) => `${marks[flip]} ${flipWords[flip]}`), 'if enforced'];
  const lines = rows.slice(0, MOST_ROWS).map(([cells, counts]) => {
    const actual = flips.map((flip) => (counts?.[flip] ? formatCount(counts[flip]) : ''));
    const tried = flips
      .filter((flip) => (counts?.shadow[flip] ?? 0) > 0)
      .map((flip) => `${marks[flip]} ${counts?.shadow[flip]}`);
    return `| ${[...cells, ...actual, tried.join(' ')].join(' | ')} |`;
  });
  const rest = rows.length - lines.length;
  return [
    `| ${columns.join(' | ')} |`,
    `|${' --- |'.repeat(titles.length)}${' ---: |'.repeat(flips.length)} --- |`,
    ...lines,
    ...(rest > 0 ? [`| … and ${formatCount(rest)} more |${' |'.repeat(columns.length - 1)}`] : []),
  ].join('\n');
}

/** As many teams as there is room for. */
function fitSections(impact: Impact, room: number): string[] {
  const sections = sectionsOf(impact);
  const fitting: string[] = [];
  let left = room;
  for (const section of sections) {
    const text = renderSection(section);
    if (text.length + 2 > left) break;
    fitting.push(text);
    left -= text.length + 2;
  }
  const rest = sections.length - fitting.length;
  return rest === 0 ? fitting : [...fitting, `… and ${plural(rest, 'more team')}.`];
}

function renderSection({ team, groups }: ImpactSection): string {
  const counts = flips
    .filter((flip) => team[flip] > 0)
    .map((flip) => `${formatCount(team[flip])} ${flipWords[flip]}`);
  const rest = groups.length - MOST_GROUPS;
  return [
    `<details><summary><b>${htmlText(teamTitle(team))}</b>${counts.length === 0 ? '' : `: ${counts.join(', ')}`}</summary>`,
    '',
    ...groups.slice(0, MOST_GROUPS).map(renderGroup),
    ...(rest > 0 ? [`- … and ${formatCount(rest)} more`] : []),
    '',
    '</details>',
  ].join('\n');
}

function renderGroup({ kind, shadow, rule, label, message, entities }: ImpactGroup): string {
  const mark = kind === 'risk' || kind === 'approvals' ? '🔷' : marks[kind];
  const how = [...(shadow ? ['if enforced'] : []), ...(label === '' ? [] : [label])].join(', ');
  const said = message === '' ? '' : `: ${kind === 'newlyPassing' ? 'no longer: ' : ''}${prose(message)}`;
  const lines = entities
    .slice(0, MOST_ENTITIES)
    .map(
      ({ key, location }) =>
        `  - ${code(key)}${location === undefined ? '' : ` ${code(`${location.path}:${location.line}:${location.column}`)}`}`,
    );
  const rest = entities.length - lines.length;
  return [
    `- ${mark} ${rule === undefined ? `**${kind}**` : code(rule)}${how === '' ? '' : ` (${prose(how)})`}${said}`,
    ...lines,
    ...(rest > 0 ? [`  - … and ${formatCount(rest)} more`] : []),
  ].join('\n');
}
