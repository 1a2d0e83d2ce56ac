import type { Finding, Level } from '@souk/model/finding/finding.ts';
import type { Report } from '@souk/model/report/report.ts';
import { code, htmlText, prose } from './escape-markdown.ts';
import { summariseLevels } from './render-summary.ts';

const marks: Readonly<Record<Level, string>> = { error: '‼️', deny: '❌', warn: '⚠️', notice: 'ℹ️' };

/** The report as a pull-request comment or job summary. */
export function renderMarkdown(report: Report): string {
  const sections = [
    `## ${headline(report)}`,
    renderFindings(report.findings),
    renderNext(report),
    renderScores(report),
    renderSimilar(report),
    renderConsumers(report),
    `<sub>${report.scope.judged} of ${report.scope.total} manifests judged in ${Math.round(report.timings['total'] ?? 0)} ms. Run it yourself: \`npx souk check\`</sub>`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function headline({ verdict, findings }: Report): string {
  const counts = summariseLevels(findings);
  if (verdict === 'pass') return `✅ Souk: pass${counts === '' ? '' : ` (${counts})`}`;
  return verdict === 'fail' ? `❌ Souk: ${counts}` : `‼️ Souk: a check could not do its work (${counts})`;
}

function renderFindings(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const rows = findings.map(
    ({ level, message, help, rule, location, waivedBy }) =>
      `| ${marks[level]} | ${code(`${location.path}:${location.line}`)} | ${prose(message)}<br>${prose(help)}${waivedBy === undefined ? '' : `<br>waived by ${prose(waivedBy)}`} | ${code(rule)} |`,
  );
  return ['| | Where | What, and how to mend it | Rule |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function renderNext({ changes, risk, approvals }: Report): string {
  if (changes.length === 0) return '';
  const reasons = risk.reasons.slice(0, 10).map(({ text }) => `- ${prose(text)}`);
  const who = approvals.autoApprovable
    ? 'No approval is needed once the checks are green.'
    : `Approvals needed: ${approvals.required.map(({ role, count }) => `${prose(role)}${count > 1 ? ` ×${count}` : ''}`).join(', ')}.`;
  return [`**Risk: ${risk.tier}.** ${who}`, ...reasons].join('\n');
}

/** Most entries whose points are listed one by one. */
const MOST_SCORES = 10;

function renderScores({ scores }: Report): string {
  const sections = scores.slice(0, MOST_SCORES).map(({ kind, id, score, badge, parts }) => {
    const rows = parts.map(
      ({ title, points, of, because }) => `| ${title} | ${points} of ${of} | ${prose(because)} |`,
    );
    return [
      `<details><summary>Security of <code>${htmlText(`${kind}/${id}`)}</code>: <b>${score}</b> of 100, ${badge}</summary>`,
      '',
      '| Evidence | Points | Because |',
      '| --- | --- | --- |',
      ...rows,
      '',
      '</details>',
    ].join('\n');
  });
  return sections.join('\n\n');
}

function renderSimilar({ similar }: Report): string {
  if (similar.length === 0) return '';
  const rows = similar.map(
    ({ name, id, owner, score }) =>
      `- **${prose(name)}** (${code(id)}, team ${prose(owner)}): ${Math.round(score * 100)}% alike`,
  );
  return ['**Before you build: these exist already**', ...rows].join('\n');
}

function renderConsumers({ consumers }: Report): string {
  if (consumers.length === 0) return '';
  const rows = consumers
    .slice(0, 50)
    .map(({ id, team, environment }) => `- ${code(id)}: team ${prose(team)}, ${prose(environment)}`);
  return [`**Installations affected: ${consumers.length}**`, ...rows].join('\n');
}
