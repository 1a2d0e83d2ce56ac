export interface TagLine {
  readonly tag: string;
  readonly value: string;
  readonly offset: number;
  readonly endOffset: number;
}

export type TagLines =
  | { readonly ok: true; readonly lines: readonly TagLine[] }
  | { readonly ok: false; readonly message: string; readonly offset: number; readonly endOffset: number };

const OPEN = '<text>';
const CLOSE = '</text>';

/** The `Tag: value` lines of SPDX tag-value text; a value in `<text>` runs over lines. Comments and blanks are left out. */
export function readTagLines(text: string): TagLines {
  const lines: TagLine[] = [];
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    let end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end).trim();
    if (line !== '' && !line.startsWith('#')) {
      const colon = line.indexOf(':');
      if (colon <= 0 || !/^[A-Za-z0-9]+$/.test(line.slice(0, colon))) {
        return {
          ok: false,
          message: 'expected a line such as "PackageName: glibc"',
          offset: start,
          endOffset: end,
        };
      }
      let value = line.slice(colon + 1).trim();
      if (value.startsWith(OPEN)) {
        const from = text.indexOf(OPEN, start) + OPEN.length;
        const close = text.indexOf(CLOSE, from);
        if (close === -1)
          return { ok: false, message: 'a <text> is never closed', offset: start, endOffset: end };
        value = text.slice(from, close);
        const after = text.indexOf('\n', close);
        end = after === -1 ? text.length : after;
      }
      lines.push({ tag: line.slice(0, colon), value, offset: start, endOffset: end });
    }
    start = end + 1;
  }
  return { ok: true, lines };
}
