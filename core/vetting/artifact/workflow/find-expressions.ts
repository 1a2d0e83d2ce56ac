import type { Span } from '../remark.ts';

/** The `${{ … }}` of a text, without the braces. */
export interface Expression extends Span {
  readonly code: string;
}

export function findExpressions(text: string): Expression[] {
  const found: Expression[] = [];
  for (let start = text.indexOf('${{'); start !== -1; ) {
    const close = text.indexOf('}}', start + 3);
    if (close === -1) break;
    found.push({ code: text.slice(start + 3, close).trim(), offset: start, endOffset: close + 2 });
    start = text.indexOf('${{', close + 2);
  }
  return found;
}

/** The text with a plain word of the same length in place of each expression, so that a shell can read it. */
export function maskExpressions(text: string): string {
  let masked = '';
  let at = 0;
  for (const { offset, endOffset } of findExpressions(text)) {
    masked += `${text.slice(at, offset)}${'_'.repeat(endOffset - offset)}`;
    at = endOffset;
  }
  return masked + text.slice(at);
}
