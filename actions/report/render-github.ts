import type { Finding, Level } from '@souk/model/finding/finding.ts';
import type { Report } from '@souk/model/report/report.ts';
import { renderWorkflowCommand } from './workflow-command.ts';

const commands = {
  error: 'error',
  deny: 'error',
  warn: 'warning',
  notice: 'notice',
} as const satisfies Record<Level, string>;

export type AnnotationCommand = (typeof commands)[Level];

/** Workflow commands that GitHub Actions shows as annotations on the lines. */
export function renderGithub(report: Report): string {
  return report.findings.map((finding) => `${renderFindingCommand(finding)}\n`).join('');
}

/** A finding as one workflow command. */
export function renderFindingCommand(finding: Finding): string {
  const { rule, message, help, location, waivedBy } = finding;
  const properties = {
    file: location.path,
    line: location.line,
    endLine: location.endLine,
    ...(location.endLine === location.line ? { col: location.column, endColumn: location.endColumn } : {}),
    title: rule,
  };
  const waiver = waivedBy === undefined ? '' : `\nWaived by ${waivedBy}.`;
  return renderWorkflowCommand(commandOf(finding), properties, `${message}\n${help}${waiver}`);
}

/** What the annotation of a finding looks like: one that is waived blocks nothing. */
export function commandOf({ level, waivedBy }: Finding): AnnotationCommand {
  return waivedBy === undefined ? commands[level] : 'notice';
}
