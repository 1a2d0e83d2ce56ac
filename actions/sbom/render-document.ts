import { plainText } from '@souk/model/report/plain-text.ts';
import type { SbomFacts } from '@souk/vetting/sbom/judge-sbom.ts';
import pc from 'picocolors';
import { renderRows } from '../policy/text-rows.ts';
import type { Colors } from '../report/colors.ts';
import { formatCount, plural } from '../report/count-words.ts';
import { renderFindings } from '../report/render-findings.ts';
import type { TextOptions } from '../report/text-options.ts';
import type { DocumentReport } from './verify-document.ts';

const BAR = 20;

/** Whether a document holds, for people. */
export function renderVerification(report: DocumentReport, options: TextOptions): string {
  const colors = pc.createColors(options.color);
  const { facts, findings } = report;
  const denied = findings.filter(({ level }) => level === 'deny').length;
  const parts = [
    ...(findings.length === 0 ? [] : [renderFindings(findings, options, colors), '']),
    ...(facts === undefined ? [] : [describeFacts(facts, colors)]),
    denied === 0
      ? `${colors.green(colors.bold('✔ The document holds'))}${describeBinding(facts)}`
      : colors.red(colors.bold(`✖ The document is refused: ${plural(denied, 'finding')}`)),
  ];
  return `${parts.join('\n')}\n`;
}

/** How good a document is, for people: each aspect with its points, and why some are lost. */
export function renderScore({ path, facts, findings }: DocumentReport, options: TextOptions): string {
  const colors = pc.createColors(options.color);
  if (facts === undefined) return `${renderFindings(findings, options, colors)}\n`;
  const rows = facts.aspects.map(({ aspect, points, earned, reason }) => [
    aspect,
    bar(earned / points, colors),
    `${earned.toFixed(earned % 1 === 0 ? 0 : 1)} of ${points}`.padStart(10),
    reason === undefined ? '' : colors.dim(reason),
  ]);
  return `${[
    `${colors.bold(`${facts.score} of 100`)}  ${plainText(path)}`,
    describeFacts(facts, colors),
    '',
    ...renderRows(rows, Number.POSITIVE_INFINITY, colors),
  ].join('\n')}\n`;
}

function describeFacts(
  { format, specVersion, encoding, components, timestamp }: SbomFacts,
  colors: Colors,
): string {
  const title = `${format === 'cyclonedx' ? 'CycloneDX' : 'SPDX'} ${specVersion} (${encoding === 'tag-value' ? encoding : encoding.toUpperCase()})`;
  const made = timestamp === undefined ? '' : `, made ${plainText(timestamp.slice(0, 10))}`;
  return colors.dim(
    `${title}, ${formatCount(components)} ${components === 1 ? 'component' : 'components'}${made}`,
  );
}

function describeBinding(facts: SbomFacts | undefined): string {
  switch (facts?.binding) {
    case 'digest':
      return ': it describes this version, and the artifact by its digest.';
    case 'name':
      return ': it describes this version by name; nothing ties it to the artifact.';
    case 'none':
    case undefined:
      return '.';
  }
}

function bar(share: number, colors: Colors): string {
  const filled = Math.floor(share * BAR);
  const color = share === 1 ? colors.green : share >= 0.5 ? colors.yellow : colors.red;
  return `${color('█'.repeat(filled))}${colors.dim('░'.repeat(BAR - filled))}`;
}
