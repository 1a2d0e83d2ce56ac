import type { Finding, Level } from '@souk/model/finding/finding.ts';
import type { Report } from '@souk/model/report/report.ts';
import { findBuiltInRule } from '@souk/model/rule/built-in-rules.ts';

const levels: Readonly<Record<Level, string>> = {
  error: 'error',
  deny: 'error',
  warn: 'warning',
  notice: 'note',
};

/** SARIF 2.1.0, as code scanning takes it. */
export function renderSarif(report: Report): string {
  const rules = [...new Set(report.findings.map(({ rule }) => rule))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'souk',
            informationUri: 'https://github.com/souk-dev/souk',
            rules: rules.map(describeRule),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: report.findings.map((finding) => describeResult(finding, rules)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function describeRule(id: string): object {
  const rule = findBuiltInRule(id);
  return {
    id,
    ...(rule === undefined
      ? {}
      : {
          shortDescription: { text: rule.title },
          fullDescription: { text: rule.why },
          defaultConfiguration: { level: levels[rule.level] },
        }),
  };
}

function describeResult(finding: Finding, rules: readonly string[]): object {
  const { path, line, column, endLine, endColumn } = finding.location;
  return {
    ruleId: finding.rule,
    ruleIndex: rules.indexOf(finding.rule),
    level: levels[finding.level],
    message: { text: `${finding.message} ${finding.help}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/') },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
    ...(finding.waivedBy === undefined
      ? {}
      : { suppressions: [{ kind: 'external', justification: `Waiver ${finding.waivedBy}` }] }),
  };
}
