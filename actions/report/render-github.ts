import type { Finding, Level } from '@souk/model/finding/finding.ts';
import type { Report } from '@souk/model/report/report.ts';

const commands: Readonly<Record<Level, string>> = {
  error: 'error',
  deny: 'error',
  warn: 'warning',
  notice: 'notice',
};

/** Workflow commands that GitHub Actions shows as annotations on the lines. */
export function renderGithub(report: Report): string {
  return report.findings.map((finding) => `${renderCommand(finding)}\n`).join('');
}

function renderCommand({ level, rule, message, help, location, waivedBy }: Finding): string {
  const properties = {
    file: location.path,
    line: location.line,
    endLine: location.endLine,
    ...(location.endLine === location.line ? { col: location.column, endColumn: location.endColumn } : {}),
    title: rule,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const command = waivedBy === undefined ? commands[level] : 'notice';
  return `::${command} ${list.join(',')}::${escapeData(`${message}\n${help}${waivedBy === undefined ? '' : `\nWaived by ${waivedBy}.`}`)}`;
}

/** Untrusted text must not end the command or begin another: GitHub's own escapes. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
