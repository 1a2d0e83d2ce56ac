import type { Finding, Level } from '@souk/model/finding/finding.ts';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import { plainText } from '@souk/model/report/plain-text.ts';
import { wrapAnsi } from 'fast-wrap-ansi';
import type { Colors } from './colors.ts';
import { renderExcerpt } from './render-excerpt.ts';
import type { TextOptions } from './text-options.ts';

const INDENT = 6;

/** Findings of one rule in one file that are told one by one; a bill of materials may have hundreds of one kind. */
const MOST_OF_A_RULE = 10;

/** Findings grouped by file, each with its line and its fix. */
export function renderFindings(findings: readonly Finding[], options: TextOptions, colors: Colors): string {
  const byFile = Map.groupBy(findings, ({ location }) => location.path);
  return [...byFile].map(([path, group]) => renderFile(path, group, options, colors)).join('\n\n');
}

function renderFile(
  path: string,
  findings: readonly Finding[],
  options: TextOptions,
  colors: Colors,
): string {
  const entity = findings.find((finding) => finding.entity !== undefined)?.entity;
  const title = `${colors.underline(plainText(path))}${entity === undefined ? '' : colors.dim(`  ${formatKey(entity)}`)}`;
  const shown = gravestOfEachRule(findings);
  return [
    title,
    ...findings
      .filter((finding) => shown.has(finding))
      .map((finding) => renderFinding(finding, options, colors)),
    ...renderRest(
      findings.filter((finding) => !shown.has(finding)),
      colors,
    ),
  ].join('\n');
}

function gravestOfEachRule(findings: readonly Finding[]): Set<Finding> {
  const levels: readonly Level[] = ['error', 'deny', 'warn', 'notice'];
  const byRule = Map.groupBy(findings, ({ rule }) => rule);
  return new Set(
    [...byRule.values()].flatMap((group) =>
      group.toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level)).slice(0, MOST_OF_A_RULE),
    ),
  );
}

function renderRest(findings: readonly Finding[], colors: Colors): string[] {
  return [...Map.groupBy(findings, ({ rule }) => rule)].map(([rule, { length }]) =>
    colors.dim(`\n  … and ${length} more of ${rule} in this file: all of them with --format json`),
  );
}

function renderFinding(finding: Finding, { textOf, columns }: TextOptions, colors: Colors): string {
  const width = Math.max(40, Math.min(columns, 120)) - INDENT;
  const indent = ' '.repeat(INDENT);
  const wrapped = (text: string): string[] => wrapAnsi(plainText(text), width, { trim: true }).split('\n');
  const [first = '', ...rest] = wrapped(finding.message);
  const { line, column } = finding.location;
  return [
    '',
    `  ${badge(finding.level, colors)} ${colors.bold(first)}`,
    ...rest.map((text) => `    ${colors.bold(text)}`),
    `    ${colors.dim(`${line}:${column}  ${finding.rule}${finding.waivedBy === undefined ? '' : `  waived by ${finding.waivedBy}`}`)}`,
    ...renderExcerpt(finding.location, textOf(finding.location.path), colors),
    ...wrapped(finding.help).map((text, i) => `${indent}${i === 0 ? colors.cyan('→ ') : '  '}${text}`),
  ].join('\n');
}

function badge(level: Level, colors: Colors): string {
  switch (level) {
    case 'error':
      return colors.magenta('‼');
    case 'deny':
      return colors.red('✖');
    case 'warn':
      return colors.yellow('▲');
    case 'notice':
      return colors.blue('ℹ');
  }
}
