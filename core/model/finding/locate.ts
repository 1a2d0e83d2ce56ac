import { isMap, isPair, isSeq, LineCounter, type Node, type Pair, parseDocument, type Range } from 'yaml';
import type { Place } from './draft-finding.ts';
import type { Location } from './finding.ts';
import { parsePointer } from './json-pointer.ts';

/** Turns places in one text into lines and columns. The text is parsed once, at the first pointer. */
export function createLocator(path: string, text: string): (place: Place) => Location {
  const lines = countLines(text);
  let root: Node | null | undefined;
  const parse = (): Node | null => {
    root ??= parseDocument(text, { version: '1.2', uniqueKeys: false, prettyErrors: false }).contents;
    return root;
  };
  const position = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(Math.min(Math.max(offset, 0), text.length));
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };

  return (place) => {
    const [start, end] = 'pointer' in place ? rangeOf(parse(), place) : [place.offset, place.endOffset];
    const from = position(start);
    const to = position(Math.max(end, start));
    return { path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
}

function countLines(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lines.addNewLine(end + 1);
  return lines;
}

/**
 * The offsets of the node at a pointer. Where the text ends before the pointer does, the deepest key that is
 * there: a missing field is shown at its parent.
 */
function rangeOf(
  root: Node | null | undefined,
  place: Extract<Place, { pointer: string }>,
): [number, number] {
  let node: unknown = root;
  let keyRange: [number, number] | undefined;
  for (const token of parsePointer(place.pointer)) {
    const pair = childOf(node, token);
    if (pair === undefined) return keyRange ?? startRange(root);
    keyRange = isPair(pair) ? (span(pair.key) ?? keyRange) : (span(pair) ?? keyRange);
    node = isPair(pair) ? pair.value : pair;
  }
  if (place.on === 'key') return keyRange ?? startRange(root);
  return span(node) ?? keyRange ?? startRange(root);
}

function childOf(node: unknown, token: string): Pair | Node | undefined {
  if (isSeq(node)) return node.items[Number(token)] as Node | undefined;
  if (!isMap(node)) return undefined;
  // The last of two equal keys is the one whose value counts where duplicates are let through.
  return node.items.findLast(
    (pair) => String((pair.key as { value?: unknown } | null)?.value ?? pair.key) === token,
  );
}

function span(node: unknown): [number, number] | undefined {
  const range = (node as { range?: Range | null } | null | undefined)?.range;
  return range ? [range[0], range[1]] : undefined;
}

function startRange(root: Node | null | undefined): [number, number] {
  const range = span(root);
  return range ? [range[0], range[0]] : [0, 0];
}
