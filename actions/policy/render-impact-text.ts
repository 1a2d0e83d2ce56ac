import { flips } from '@souk/model/impact/compare-outcomes.ts';
import type { FlipCounts, Impact, TeamImpact } from '@souk/model/impact/impact.ts';
import { plainText } from '@souk/model/report/plain-text.ts';
import pc from 'picocolors';
import type { Colors } from '../report/colors.ts';
import { formatCount, plural } from '../report/count-words.ts';
import { flipMarks, paintFlip, renderCounts } from './impact-marks.ts';
import { sectionsOf } from './impact-sections.ts';
import {
  describeBase,
  describeConsequences,
  describeRuleChange,
  flipWords,
  teamTitle,
} from './impact-words.ts';
import { renderSection, type SectionLimits } from './render-impact-section.ts';
import { renderRows } from './text-rows.ts';

interface TextLimits extends SectionLimits {
  readonly rules: number;
  readonly teams: number;
  /** Teams that are told of in full. */
  readonly sections: number;
}

const brief: TextLimits = { rules: 15, teams: 10, sections: 5, groups: 6, entities: 5 };
const complete: TextLimits = {
  rules: Number.POSITIVE_INFINITY,
  teams: Number.POSITIVE_INFINITY,
  sections: Number.POSITIVE_INFINITY,
  groups: Number.POSITIVE_INFINITY,
  entities: Number.POSITIVE_INFINITY,
};

export interface ImpactTextOptions {
  readonly color: boolean;
  /** Whether long lists are shown to their end. */
  readonly all: boolean;
  /** Width of the terminal in columns. */
  readonly columns: number;
}

/** The impact as a person reads it: how much, which rules, whom to talk to, and what to tell them. */
export function renderImpactText(impact: Impact, { color, all, columns }: ImpactTextOptions): string {
  const colors = pc.createColors(color);
  const limits = all ? complete : brief;
  const sections = sectionsOf(impact);
  const left = sections.length - limits.sections;
  const parts = [
    renderSummary(impact, colors),
    renderRules(impact, limits, colors),
    renderTeams(impact, limits, colors),
    ...sections
      .slice(0, limits.sections)
      .map((section) => renderSection(section, limits, { colors, columns })),
    left > 0 ? colors.dim(`… and ${plural(left, 'more team')}`) : '',
  ];
  const text = parts.filter((part) => part !== '').join('\n\n');
  const hint = colors.dim('Everything: souk policy impact --all, or --format json');
  return `${text}\n${text.includes('… and ') && !all ? `\n${hint}\n` : ''}`;
}

function renderSummary(impact: Impact, colors: Colors): string {
  const { summary, rules } = impact;
  const against = colors.dim(`  compared with ${describeBase(impact)}`);
  const total = plural(summary.entities, 'manifest');
  if (rules.length === 0) {
    const same = colors.green(colors.bold('✔ the rules are the same'));
    return [`${same}, so all ${total} are judged alike`, against].join('\n');
  }
  const counts = flips
    .filter((flip) => summary[flip] > 0)
    .map((flip) =>
      paintFlip(
        flip,
        colors,
      )(colors.bold(`${flipMarks[flip]} ${formatCount(summary[flip])} ${flipWords[flip]}`)),
    );
  const none = colors.green(colors.bold('✔ no rule says anything else than before'));
  return [
    `${counts.length === 0 ? none : counts.join('   ')}   ${colors.dim(`among ${total}`)}`,
    ...describeConsequences(summary).map((line) => `  ${line}`),
    against,
  ].join('\n');
}

function renderRules({ rules, summary }: Impact, limits: TextLimits, colors: Colors): string {
  if (rules.length === 0) return '';
  const countsOf = new Map(summary.byRule.map((counts) => [counts.rule, counts]));
  const changed = new Map(rules.map((rule) => [rule.id, describeRuleChange(rule)]));
  const ids = [...new Set([...changed.keys(), ...countsOf.keys()])].toSorted(
    (a, b) => weightOf(countsOf.get(b)) - weightOf(countsOf.get(a)) || (a < b ? -1 : 1),
  );
  const rows = ids.map((id) => [
    plainText(id),
    renderCounts(countsOf.get(id), colors),
    // A rule that did not change itself still judges otherwise where the risk is another one.
    colors.dim(plainText(changed.get(id) ?? 'goes by the risk')),
  ]);
  return [colors.bold('Rules'), ...renderRows(rows, limits.rules, colors)].join('\n');
}

function weightOf(counts: FlipCounts | undefined): number {
  if (counts === undefined) return 0;
  return flips.reduce((sum, flip) => sum + counts[flip], 0) + counts.shadow.newlyFailing / 1e6;
}

function renderTeams({ summary: { byTeam } }: Impact, limits: TextLimits, colors: Colors): string {
  if (byTeam.length === 0) return '';
  const rows = byTeam.map((team) => [
    plainText(teamTitle(team)),
    renderCounts(team, colors) || colors.dim(stakesOf(team)),
    colors.dim(plainText(team.contact ?? '')),
  ]);
  const failing = byTeam.filter(({ newlyFailing }) => newlyFailing > 0).length;
  const told = failing === 0 ? 'nothing newly fails there' : `talk to ${whom(failing, byTeam.length)}`;
  return [
    `${colors.bold(plural(byTeam.length, 'team'))}  ${colors.dim(told)}`,
    ...renderRows(rows, limits.teams, colors),
  ].join('\n');
}

function whom(failing: number, teams: number): string {
  if (failing < teams) return `${formatCount(failing)} of them`;
  return teams === 1 ? 'it' : 'all of them';
}

function stakesOf({ risk, approvals }: TeamImpact): string {
  const stakes = [risk > 0 ? `risk of ${risk}` : '', approvals > 0 ? `approvals of ${approvals}` : ''];
  return stakes.filter((text) => text !== '').join(', ');
}
