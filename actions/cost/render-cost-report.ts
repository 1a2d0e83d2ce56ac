import type { CostReport } from '@souk/model/cost/cost-report.ts';
import type { TextOptions } from '../report/text-options.ts';
import { renderCostCsv } from './render-cost-csv.ts';
import { renderCostMarkdown } from './render-cost-markdown.ts';
import { renderCostText } from './render-cost-text.ts';

export const costFormats = ['text', 'json', 'csv', 'markdown'] as const;
export type CostFormat = (typeof costFormats)[number];

export function renderCostReport(
  format: CostFormat,
  report: CostReport,
  options: Omit<TextOptions, 'textOf'>,
): string {
  switch (format) {
    case 'text':
      return renderCostText(report, options);
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'csv':
      return renderCostCsv(report);
    case 'markdown':
      return renderCostMarkdown(report);
  }
}
