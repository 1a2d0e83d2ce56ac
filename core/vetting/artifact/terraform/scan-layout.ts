import type { Span } from '../remark.ts';

/** Where the blocks and attributes of a Terraform file stand. */
export interface LayoutBody {
  readonly attributes: Map<string, Span>;
  /** By type, in the order of the text. */
  readonly blocks: Map<string, LayoutBlock[]>;
}

export interface LayoutBlock {
  readonly type: string;
  readonly labels: readonly string[];
  /** From the type up to the brace. */
  readonly header: Span;
  readonly body: LayoutBody;
}

/**
 * Finds places only: the text was parsed before, and what this scan cannot follow has no place of its own. It knows as much
 * of the language as is needed to skip strings, comments, here-documents and brackets.
 */
export function scanLayout(text: string): LayoutBody {
  const root: LayoutBody = { attributes: new Map(), blocks: new Map() };
  const open = [root];
  let at = 0;
  for (let next = skipBlank(text, at); next < text.length; next = skipBlank(text, at)) {
    const body = open.at(-1) ?? root;
    if (text[next] === '}') {
      if (open.length > 1) open.pop();
      at = next + 1;
      continue;
    }
    const name = readName(text, next);
    if (name === '') {
      at = skipToken(text, next);
      continue;
    }
    const afterName = skipSpaces(text, next + name.length);
    if (text[afterName] === '=' && text[afterName + 1] !== '=') {
      at = skipExpression(text, afterName + 1);
      body.attributes.set(name, { offset: next, endOffset: trimEnd(text, next, at) });
      continue;
    }
    const { labels, end } = readLabels(text, afterName);
    at = end;
    if (text[end] !== '{') continue;
    const block: LayoutBlock = {
      type: name,
      labels,
      header: { offset: next, endOffset: trimEnd(text, next, end) },
      body: { attributes: new Map(), blocks: new Map() },
    };
    const siblings = body.blocks.get(name);
    if (siblings === undefined) body.blocks.set(name, [block]);
    else siblings.push(block);
    open.push(block.body);
    at = end + 1;
  }
  return root;
}

function readLabels(text: string, start: number): { labels: string[]; end: number } {
  const labels: string[] = [];
  let at = start;
  for (;;) {
    const end = text[at] === '"' ? skipString(text, at) : at + readName(text, at).length;
    if (end === at) return { labels, end };
    labels.push(text.slice(at, end).replaceAll('"', ''));
    at = skipSpaces(text, end);
  }
}

/** The end of an expression: the end of its line outside of all brackets, or a brace that closes what is around it. */
function skipExpression(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (depth === 0 && (character === '\n' || character === '}')) return at;
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    at = skipToken(text, at);
  }
  return at;
}

/** The end of a comment, a string, a here-document, or of a single character. */
function skipToken(text: string, at: number): number {
  const character = text[at];
  const next = text[at + 1];
  if (character === '"') return skipString(text, at);
  if (character === '#' || (character === '/' && next === '/')) return indexOrEnd(text, '\n', at);
  if (character === '/' && next === '*') return indexOrEnd(text, '*/', at + 2) + 2;
  if (character === '<' && next === '<') return skipDocument(text, at);
  return at + 1;
}

/** Templates within a string hold strings of their own. */
function skipString(text: string, start: number): number {
  /** Depth of braces in each template that is open; a string without one is on top when it is empty. */
  const templates: number[] = [];
  let inString = true;
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      else if ((character === '$' || character === '%') && text[at + 1] === '{') {
        if (text[at - 1] !== character) {
          templates.push(1);
          inString = false;
        }
        at++;
      } else if (character === '"') {
        if (templates.length === 0) return at + 1;
        inString = false;
      }
      continue;
    }
    if (character === '"') inString = true;
    else if (character === '{') templates.push((templates.pop() ?? 0) + 1);
    else if (character === '}') {
      const depth = (templates.pop() ?? 1) - 1;
      if (depth === 0) inString = true;
      else templates.push(depth);
    }
  }
  return text.length;
}

function skipDocument(text: string, at: number): number {
  const opening = /^<<-?([A-Za-z_][\w-]{0,200})[ \t]*\r?\n/.exec(text.slice(at, at + 260));
  if (opening === null) return at + 2;
  const end = opening[1] ?? '';
  let line = at + opening[0].length;
  while (line < text.length) {
    const lineEnd = indexOrEnd(text, '\n', line);
    if (text.slice(line, lineEnd).trim() === end) return lineEnd;
    line = lineEnd + 1;
  }
  return text.length;
}

function skipBlank(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const character = text[at] ?? '';
    const isComment = character === '#' || (character === '/' && /[/*]/.test(text[at + 1] ?? ''));
    if (isComment) at = skipToken(text, at);
    else if (/[\s,]/.test(character)) at++;
    else return at;
  }
  return at;
}

function skipSpaces(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function readName(text: string, at: number): string {
  const pattern = /[\p{L}_][\p{L}\p{N}_-]*/uy;
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text[at - 1] ?? '')) at--;
  return at;
}

function indexOrEnd(text: string, search: string, from: number): number {
  const at = text.indexOf(search, from);
  return at === -1 ? text.length : at;
}
