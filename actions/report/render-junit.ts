import type { Finding } from '@souk/model/finding/finding.ts';
import type { Report } from '@souk/model/report/report.ts';

/** JUnit XML: a suite a file, a case a finding; a report without findings is one passing case. */
export function renderJunit(report: Report): string {
  const byFile = Map.groupBy(report.findings, ({ location }) => location.path);
  const suites = [...byFile].map(([path, findings]) => renderSuite(path, findings));
  if (suites.length === 0)
    suites.push(
      '  <testsuite name="catalog" tests="1" failures="0"><testcase classname="catalog" name="no findings"/></testsuite>',
    );
  const failures = report.findings.filter(isFailure).length;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="souk" tests="${Math.max(report.findings.length, 1)}" failures="${failures}">\n${suites.join('\n')}\n</testsuites>\n`;
}

function renderSuite(path: string, findings: readonly Finding[]): string {
  const cases = findings.map((finding) => `    ${renderCase(finding)}`).join('\n');
  return `  <testsuite name="${escapeXml(path)}" tests="${findings.length}" failures="${findings.filter(isFailure).length}">\n${cases}\n  </testsuite>`;
}

function renderCase(finding: Finding): string {
  const { rule, message, help, location } = finding;
  const name = `<testcase classname="${escapeXml(rule)}" name="${escapeXml(`${location.line}:${location.column} ${message}`)}" file="${escapeXml(location.path)}" line="${location.line}"`;
  const text = escapeXml(`${location.path}:${location.line}:${location.column}\n${message}\n${help}`);
  if (isFailure(finding))
    return `${name}><failure type="${finding.level}" message="${escapeXml(message)}">${text}</failure></testcase>`;
  return `${name}><system-out>${text}</system-out></testcase>`;
}

function isFailure({ level, waivedBy }: Finding): boolean {
  return waivedBy === undefined && (level === 'deny' || level === 'error');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
};

/** XML 1.0 has no way to write most control characters; they become the replacement character. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[[\p{Cc}--[\t\n\r\u0085]]\ufffe\uffff]/gv, '\ufffd')
    .replace(/[&<>"'\n]/g, (character) => entities[character] ?? character);
}
