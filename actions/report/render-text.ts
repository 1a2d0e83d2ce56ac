import type { Report } from '@souk/model/report/report.ts';
import pc from 'picocolors';
import { renderSummary } from './render-summary.ts';
import type { TextOptions } from './text-options.ts';

/** The report as a person reads it: grouped by file, each finding with its line, its fix and its page. */
export async function renderText(report: Report, options: TextOptions): Promise<string> {
  const colors = pc.createColors(options.color);
  const summary = renderSummary(report, colors);
  if (report.findings.length === 0) return `${summary}\n`;
  // Measuring and wrapping text takes longer to load than a check without findings takes.
  const { renderFindings } = await import('./render-findings.ts');
  return `${renderFindings(report.findings, options, colors)}\n\n${summary}\n`;
}
