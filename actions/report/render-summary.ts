import type { Finding, Level } from '@souk/model/finding/finding.ts';
import type { Report } from '@souk/model/report/report.ts';
import type { Colors } from './colors.ts';

/** The last lines of a report: the verdict, what was judged, and what happens next. */
export function renderSummary(report: Report, colors: Colors): string {
  return [verdictLine(report, colors), ...judged(report, colors), ...consequences(report, colors)].join('\n');
}

function verdictLine({ verdict, findings }: Report, colors: Colors): string {
  const counts = summariseLevels(findings);
  switch (verdict) {
    case 'pass':
      return `${colors.green(colors.bold('✔ pass'))}${counts === '' ? '' : `  ${counts}`}`;
    case 'fail':
      return `${colors.red(colors.bold('✖ fail'))}  ${counts}`;
    case 'error':
      return `${colors.magenta(colors.bold('‼ error'))}  ${counts}; a check could not do its work`;
  }
}

const nouns: Readonly<Record<Level, readonly [string, string]>> = {
  error: ['error', 'errors'],
  deny: ['problem to fix', 'problems to fix'],
  warn: ['warning', 'warnings'],
  notice: ['note', 'notes'],
};

export function summariseLevels(findings: readonly Finding[]): string {
  const open = findings.filter(({ waivedBy }) => waivedBy === undefined);
  const waived = findings.length - open.length;
  const parts = (Object.keys(nouns) as Level[]).flatMap((level) => {
    const count = open.filter((finding) => finding.level === level).length;
    return count === 0 ? [] : [`${count} ${nouns[level][count === 1 ? 0 : 1]}`];
  });
  return [...parts, ...(waived === 0 ? [] : [`${waived} waived`])].join(', ');
}

function judged({ scope, changes, timings, base }: Report, colors: Colors): string[] {
  const against = base === null ? '' : ` against ${base.slice(0, 8)}`;
  const changed = changes.length === 0 ? `no changes${against}` : `${changes.length} changed${against}`;
  return [
    colors.dim(
      `  ${scope.judged} of ${scope.total} manifests judged, ${changed}, in ${Math.round(timings['total'] ?? 0)} ms`,
    ),
  ];
}

function consequences(
  { changes, risk, approvals, consumers, scope, scores, verdict }: Report,
  colors: Colors,
): string[] {
  if (changes.length === 0)
    return scope.judged === 0 ? [colors.dim('  Use --all to judge the whole catalog.')] : [];
  if (verdict === 'error') return [];
  const why =
    risk.reasons.length === 0
      ? ''
      : `: ${risk.reasons
          .slice(0, 2)
          .map(({ text }) => text.replace(/\.$/, ''))
          .join('; ')}`;
  const who = approvals.autoApprovable
    ? 'no approval needed once the checks are green'
    : `${verdict === 'pass' ? 'needs' : 'will need'} ${approvals.required.map(({ role }) => role).join(', ')}`;
  const used =
    consumers.length === 0
      ? []
      : [
          colors.dim(
            `  used by ${consumers.length} ${consumers.length === 1 ? 'installation' : 'installations'}`,
          ),
        ];
  return [
    `  risk ${colors.bold(risk.tier)}${colors.dim(why)} — ${who}`,
    ...used,
    ...security(scores, colors),
  ];
}

/** Most entries whose score stands at the end of a report; the full evidence is in the JSON. */
const MOST_SCORES = 5;

function security(scores: Report['scores'], colors: Colors): string[] {
  const lines = scores.slice(0, MOST_SCORES).map(({ kind, id, score, badge, parts }) => {
    const lacking = parts
      .toSorted((a, b) => b.of - b.points - (a.of - a.points))
      .filter(({ points, of }) => points < of)
      .slice(0, 2)
      .map(({ title }) => title.toLowerCase());
    const short = lacking.length === 0 ? '' : `, most to gain with ${lacking.join(' and ')}`;
    return `  security ${colors.bold(`${score}`)} of 100, ${badge}${colors.dim(`: ${kind}/${id}${short}`)}`;
  });
  const more = scores.length - lines.length;
  return more > 0 ? [...lines, colors.dim(`  … and the scores of ${more} more, with --format json`)] : lines;
}
