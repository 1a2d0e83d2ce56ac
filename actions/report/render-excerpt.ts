import type { Location } from '@souk/model/finding/finding.ts';
import { plainText } from '@souk/model/report/plain-text.ts';
import stringWidth from 'fast-string-width';
import type { Colors } from './colors.ts';

const WIDEST = 100;

/** The line a finding is about, with carets under the place. */
export function renderExcerpt(location: Location, text: string, colors: Colors): string[] {
  const source = text.split('\n')[location.line - 1]?.replace(/\r$/, '').replaceAll('\t', ' ');
  if (source === undefined || source.trim() === '') return [];
  // A very long line is cut so that the place stays in view.
  const start = location.column > WIDEST ? location.column - WIDEST / 2 : 0;
  const shown = source.slice(start, start + WIDEST);
  const from = location.column - 1 - start;
  const to = location.endLine === location.line ? location.endColumn - 1 - start : shown.length;
  const width = (part: string): number => stringWidth(plainText(part));
  const carets = '^'.repeat(Math.max(1, width(shown.slice(from, Math.max(to, from + 1)).trimEnd())));
  const number = String(location.line);
  const gutter = ' '.repeat(number.length);
  return [
    colors.dim(`      ${gutter} │`),
    `      ${colors.dim(`${number} │`)} ${start > 0 ? '…' : ''}${plainText(shown)}${source.length > start + WIDEST ? '…' : ''}`,
    `      ${colors.dim(`${gutter} │`)} ${' '.repeat(width(shown.slice(0, from)) + (start > 0 ? 1 : 0))}${colors.red(carets)}`,
  ];
}
