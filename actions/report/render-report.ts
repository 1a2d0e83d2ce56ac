import type { CheckOutcome } from '../check/run-check.ts';

export const reportFormats = ['text', 'json', 'sarif', 'junit', 'github', 'markdown'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** Renders a report. Each format is loaded when it is asked for. */
export async function renderReport(
  format: ReportFormat,
  { report, textOf }: CheckOutcome,
  terminal: { readonly color: boolean; readonly columns: number },
): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('./render-text.ts')).renderText(report, { ...terminal, textOf });
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'sarif':
      return (await import('./render-sarif.ts')).renderSarif(report);
    case 'junit':
      return (await import('./render-junit.ts')).renderJunit(report);
    case 'github':
      return (await import('./render-github.ts')).renderGithub(report);
    case 'markdown':
      return (await import('./render-markdown.ts')).renderMarkdown(report);
  }
}
