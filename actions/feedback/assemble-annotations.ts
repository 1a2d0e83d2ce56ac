import type { CheckAnnotation } from '@souk/github/check-annotation.ts';
import type { Finding, Location } from '@souk/model/finding/finding.ts';
import { plainText } from '@souk/model/report/plain-text.ts';
import { type AnnotationCommand, commandOf } from '../report/render-github.ts';
import { gravestFirst } from './gravest-first.ts';

const LONGEST_MESSAGE = 60_000;
const LONGEST_TITLE = 255;
/** More annotations than that nobody reads, and each 50 of them cost a request. */
const MOST = 1000;

const levels: Readonly<Record<AnnotationCommand, CheckAnnotation['annotation_level']>> = {
  error: 'failure',
  warning: 'warning',
  notice: 'notice',
};

/** Findings as annotations of a check run, the gravest first. */
export function assembleAnnotations(findings: readonly Finding[]): CheckAnnotation[] {
  return gravestFirst(findings).slice(0, MOST).map(annotate);
}

function annotate(finding: Finding): CheckAnnotation {
  const { rule, message, help, location, fix, waivedBy } = finding;
  const excuse = waivedBy === undefined ? '' : `\n${plainText(`Waived by ${waivedBy}.`)}`;
  return {
    path: location.path,
    start_line: location.line,
    end_line: location.endLine,
    ...columnsOf(location),
    annotation_level: levels[commandOf(finding)],
    message: cut(`${plainText(message)}\n${plainText(help)}${excuse}`, LONGEST_MESSAGE),
    title: cut(plainText(rule), LONGEST_TITLE),
    ...(fix === undefined
      ? {}
      : { raw_details: cut(`${plainText(fix.label)}:\n${plainText(fix.text)}`, LONGEST_MESSAGE) }),
  };
}

/** Of places within one line. The end is inclusive there, and exclusive here. */
function columnsOf({
  line,
  column,
  endLine,
  endColumn,
}: Location): Pick<CheckAnnotation, 'start_column' | 'end_column'> {
  return line === endLine ? { start_column: column, end_column: Math.max(column, endColumn - 1) } : {};
}

/** At most so many bytes of UTF-8. */
function cut(text: string, most: number): string {
  const bytes = Buffer.from(text.toWellFormed());
  if (bytes.byteLength <= most) return bytes.toString();
  return `${new TextDecoder().decode(bytes.subarray(0, most - 6)).replace(/\ufffd+$/, '')}…`;
}
