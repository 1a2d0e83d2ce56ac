import { plainText } from '@souk/model/report/plain-text.ts';
import type { Colors } from '../report/colors.ts';
import type { VerificationReport } from './verify-document.ts';

const NAME_WIDTH = 9;

/** What was verified, and by whose signature; or why not, and what to do. */
export function renderVerification(report: VerificationReport, colors: Colors): string {
  const { verified, subject, signers, predicateType, provenance, rejections } = report;
  const rows: (readonly [string, string | null | undefined])[] = [
    ...signers.flatMap(({ kind, name, issuer }) => [
      [kind === 'key' ? 'key' : 'signer', name] as const,
      ['issuer', issuer] as const,
    ]),
    ['statement', predicateType],
    ['builder', provenance?.builder],
    ['source', provenance?.source],
    ['ref', provenance?.ref],
    ['commit', provenance?.commit],
  ];
  return `${[
    verified
      ? `${colors.green('✔')} Verified: ${plainText(subject)}`
      : `${colors.red('✖')} Not verified: ${plainText(subject)}`,
    ...rows.flatMap(([name, value]) =>
      typeof value === 'string' ? [`  ${colors.dim(name.padEnd(NAME_WIDTH))} ${plainText(value)}`] : [],
    ),
    ...rejections.flatMap(({ rule, message, help }) => [
      `  ${plainText(message)}  ${colors.dim(rule)}`,
      `  ${colors.cyan('→')} ${plainText(help)}`,
    ]),
  ].join('\n')}\n`;
}
