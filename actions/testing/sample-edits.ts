import { parsePointer } from '@souk/model/finding/json-pointer.ts';
import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLSeq } from 'yaml';
import type { SampleFiles } from './sample-files.ts';

/** One thing that a case does to a file of the sample catalog. */
export interface Edit {
  readonly path: string;
  readonly apply: (files: SampleFiles) => void;
}

/** Replaces a text that the file has once. */
export function replace(path: string, from: string, to: string): Edit {
  return edit(path, (text) => {
    const found = text.split(from).length - 1;
    if (found !== 1) throw new Error(`${path} has ${JSON.stringify(from)} ${found} times, not once.`);
    return text.replace(from, () => to);
  });
}

/** Writes a value, as YAML, at a JSON pointer: in place of the one that is there, or as a new key. */
export function set(path: string, pointer: string, value: string): Edit {
  return edit(path, (text) => {
    const keys = keysOf(pointer);
    const found = nodeAt(text, keys);
    if (found !== undefined) return putInPlace(text, found, value);
    const [parent, key] = [keys.slice(0, -1), keys.at(-1)];
    if (parent.length === 0) return `${text.trimEnd()}\n${key}: ${value}\n`;
    const map = nodeAt(text, parent);
    if (!isMap(map)) throw new Error(`${path} has no mapping at ${pointer}.`);
    return insertBefore(text, map, `${key}: ${value}`);
  });
}

/** Takes a field, or an item of a list, away with everything below it. */
export function drop(path: string, pointer: string): Edit {
  return edit(path, (text) => {
    const keys = keysOf(pointer);
    const parent = nodeAt(text, keys.slice(0, -1));
    const key = keys.at(-1);
    const pair = isMap(parent)
      ? parent.items.find((item) => isScalar(item.key) && item.key.value === key)
      : undefined;
    const node = isSeq(parent) ? nodeAt(text, keys) : ((pair?.value ?? pair?.key) as Node | undefined);
    const first = (pair?.key as Node | undefined) ?? node;
    if (node === undefined || first?.range == null) throw new Error(`${path} has nothing at ${pointer}.`);
    const start = text.lastIndexOf('\n', first.range[0] - 1) + 1;
    const before = text.slice(start, first.range[0]);
    if (!/^ *(- )?$/.test(before) || (isMap(parent) && before.includes('-')))
      throw new Error(`${path} has ${pointer} in the middle of a line: replace the text.`);
    return splice(text, start, afterLine(text, node), '');
  });
}

/** Adds an item at the end of a list. */
export function append(path: string, pointer: string, value: string): Edit {
  return edit(path, (text) => {
    const list = listAt(path, text, pointer);
    const last = list.items.at(-1) as Node | undefined;
    if (list.flow === true) {
      const end = (list.range?.[1] ?? 0) - 1;
      return splice(text, end, end, last === undefined ? value : `, ${value}`);
    }
    if (last === undefined) throw new Error(`${path} has nothing in the list at ${pointer}.`);
    const end = afterLine(text, last);
    return splice(text, end, end, `${indentOf(text, list)}- ${value}\n`);
  });
}

/** Adds an item at the beginning of a list, which moves all others. */
export function prepend(path: string, pointer: string, value: string): Edit {
  return edit(path, (text) => {
    const list = listAt(path, text, pointer);
    if (list.flow !== true) return insertBefore(text, list, `- ${value}`);
    const start = (list.range?.[0] ?? 0) + 1;
    return splice(text, start, start, list.items.length === 0 ? value : `${value}, `);
  });
}

/** Adds lines at the end of a file. */
export function addLines(path: string, ...lines: readonly string[]): Edit {
  return edit(path, (text) => `${text.trimEnd()}\n${lines.join('\n')}\n`);
}

/** Writes a file that was not there, or all of one that was. */
export function write(path: string, ...lines: readonly string[]): Edit {
  return { path, apply: (files) => files.write(path, `${lines.join('\n')}\n`) };
}

/** Writes what another file holds, for a new file that differs by a few edits. */
export function copy(from: string, path: string): Edit {
  return { path, apply: (files) => files.write(path, files.read(from)) };
}

export function erase(path: string): Edit {
  return { path, apply: (files) => files.remove(path) };
}

export function move(from: string, path: string): Edit {
  return {
    path,
    apply: (files) => {
      files.write(path, files.read(from));
      files.remove(from);
    },
  };
}

function edit(path: string, change: (text: string) => string): Edit {
  return { path, apply: (files) => files.write(path, change(files.read(path))) };
}

/** A list or mapping on lines of its own gives way to a value on the line of its key. */
function putInPlace(text: string, node: Node, value: string): string {
  const start = node.range?.[0] ?? 0;
  const before = text.slice(0, start).trimEnd();
  return before.endsWith(':') && text.slice(before.length, start).includes('\n')
    ? splice(text, before.length, endOfNode(text, node), value.startsWith('\n') ? value : ` ${value}`)
    : splice(text, start, endOfNode(text, node), value);
}

function keysOf(pointer: string): (string | number)[] {
  return parsePointer(pointer).map((token) => (/^\d+$/.test(token) ? Number(token) : token));
}

function nodeAt(text: string, keys: readonly (string | number)[]): Node | undefined {
  const document = parseDocument(text);
  const node = keys.length === 0 ? document.contents : document.getIn(keys, true);
  return (node ?? undefined) as Node | undefined;
}

function listAt(path: string, text: string, pointer: string): YAMLSeq {
  const list = nodeAt(text, keysOf(pointer));
  if (!isSeq(list)) throw new Error(`${path} has no list at ${pointer}.`);
  return list;
}

/** Where the text of a node ends, without the line end that belongs to a block of text. */
function endOfNode(text: string, { range }: Node): number {
  const [start = 0, end = 0] = range ?? [];
  return start + text.slice(start, end).trimEnd().length;
}

/** The offset after the last line of a node. */
function afterLine(text: string, node: Node): number {
  const end = text.indexOf('\n', endOfNode(text, node));
  return end === -1 ? text.length : end + 1;
}

function indentOf(text: string, { range }: Node): string {
  const start = range?.[0] ?? 0;
  return ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
}

function insertBefore(text: string, node: Node, line: string): string {
  const start = node.range?.[0] ?? 0;
  return splice(text, start, start, `${line}\n${indentOf(text, node)}`);
}

function splice(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}
