import { parsePointer } from './json-pointer.ts';
import { createLocator } from './locate.ts';
import { type OffsetNode, readOffsets } from './yaml-offsets.ts';

/** Where something begins. Line and column count from 1; columns count UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Where the values of a text begin: what `createLocator` says, many times faster, because a comparison of policies places
 * thousands of findings. It goes by the parser that gave the values; texts and values that this parser says too little
 * about are left to `createLocator`.
 */
export function createStartLocator(text: string): (pointer: string) => Position {
  const keys = topLevelKeys(text);
  let root: OffsetNode | undefined | 'unread' = 'unread';
  let thorough: ReturnType<typeof createLocator> | undefined;
  return (pointer) => {
    const [first] = parsePointer(pointer);
    // A field that is missing, which is most of what rules find, is shown at the beginning: nothing has to be parsed.
    if (keys !== undefined && (first === undefined || !keys.names.has(first))) {
      return positionOf(keys.start, text);
    }
    if (root === 'unread') root = readOffsets(text);
    const offset = root === undefined ? undefined : startOf(root, pointer);
    if (offset !== undefined) return positionOf(offset, text);
    thorough ??= createLocator('', text);
    const { line, column } = thorough({ pointer, on: 'value' });
    return { line, column };
  };
}

/** Lines of a mapping as nearly everybody writes it: comments, plain keys, and what belongs to a key. */
const USUAL_LINE = /(?:#.*|([A-Za-z_][\w-]*):(?: .*)?|[ ].*|- .*)?\r?(?:\n|$)/y;

/** The keys at the left edge of a text, and the offset of the first; undefined for a text that is laid out otherwise. */
function topLevelKeys(
  text: string,
): { readonly names: ReadonlySet<string>; readonly start: number } | undefined {
  const names = new Set<string>();
  let start: number | undefined;
  for (let offset = 0; offset < text.length; offset = USUAL_LINE.lastIndex) {
    USUAL_LINE.lastIndex = offset;
    const line = USUAL_LINE.exec(text);
    if (line === null) return undefined;
    const name = line[1];
    if (name === undefined) {
      const isBlank = line[0].trim() === '' || line[0].startsWith('#');
      if (start === undefined && !isBlank) return undefined;
    } else {
      names.add(name);
      start ??= offset;
    }
  }
  return start === undefined ? undefined : { names, start };
}

/** Where the text ends before the pointer does, the deepest name that is there. */
function startOf(root: OffsetNode, pointer: string): number | undefined {
  let node = root;
  let named = root.start;
  for (const token of parsePointer(pointer)) {
    const child = node.children?.get(token);
    if (child === undefined) return named;
    named = child.namedAt;
    node = child.node;
  }
  return node.start;
}

function positionOf(offset: number, text: string): Position {
  let line = 1;
  let lineStart = 0;
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', end + 1)) {
    line++;
    lineStart = end + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
