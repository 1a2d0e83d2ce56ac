import type { Finding } from '@souk/model/finding/finding.ts';
import { code, prose } from '@souk/model/report/escape-markdown.ts';
import type { Report } from '@souk/model/report/report.ts';
import { levelMarks } from './markdown/finding-list.ts';
import { renderConsumers } from './markdown/render-consumers.ts';
import { renderCost } from './markdown/render-cost.ts';
import { renderCostPreview } from './markdown/render-cost-preview.ts';
import { renderPermissions } from './markdown/render-permissions.ts';
import { renderScores } from './markdown/render-scores.ts';
import { renderSimilar } from './markdown/render-similar.ts';
import { summariseLevels } from './render-summary.ts';

/** Bytes of each section below the findings. */
const ROOM = 20_000;

/** The report as a pull-request comment or job summary. */
export function renderMarkdown(report: Report): string {
  const sections = [
    `## ${headline(report)}`,
    renderFindings(report.findings),
    renderNext(report),
    renderPermissions(report.permissions, ROOM),
    renderConsumers(report.consumers, ROOM),
    renderCostPreview(report.costPreview, ROOM),
    renderCost(report.cost, ROOM),
    renderSimilar(report.similar, ROOM),
    renderScores(report.scores, ROOM),
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
      `| ${levelMarks[level]} | ${code(`${location.path}:${location.line}`)} | ${prose(message)}<br>${prose(help)}${waivedBy === undefined ? '' : `<br>waived by ${prose(waivedBy)}`} | ${code(rule)} |`,
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
