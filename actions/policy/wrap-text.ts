import { wrapAnsi } from 'fast-wrap-ansi';

/** Wraps a text at the width of the terminal, within what is good to read. */
export function wrap(text: string, columns: number, indent: string): string[] {
  return hang(text, columns, indent, indent);
}

/** Wraps a text behind a mark, its further lines below its first word. */
export function hang(text: string, columns: number, first: string, rest: string): string[] {
  const width = Math.max(40, Math.min(columns, 120)) - rest.length;
  return wrapAnsi(text, width, { trim: true })
    .split('\n')
    .map((line, i) => `${i === 0 ? first : rest}${line}`);
}
