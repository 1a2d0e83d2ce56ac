import { list, lossy, type Mapped, mapped } from './mapped.ts';
import { slug, tagSlug } from './slug.ts';
import type { SourceNode } from './source-node.ts';
import { cutAtWord } from './summarise.ts';

/** A text or number as a text. */
export function toText(node: SourceNode): Mapped | undefined {
  const text = node.scalarText();
  return text === undefined ? undefined : mapped(text, node);
}

/** A text that is cut, and said to be, when it is too long. */
export function toShortText(node: SourceNode, length: number): Mapped | undefined {
  const text = node.scalarText();
  if (text === undefined || text.length <= length) return toText(node);
  return lossy(cutAtWord(text, length), node, `Cut to ${length} characters.`);
}

export function toBoolean(node: SourceNode): Mapped | undefined {
  const value = node.boolean();
  return value === undefined ? undefined : mapped(value, node);
}

export function toUrl(node: SourceNode): Mapped | undefined {
  const text = node.text();
  return text !== undefined && isUrl(text) ? mapped(text, node) : undefined;
}

export function isUrl(text: string): boolean {
  return /^https?:\/\/[^\s]+$/.test(text);
}

/** The texts of a list, of one text, or of a text with commas: each with the place it comes from. */
export function textsOf(node: SourceNode): { text: string; node: SourceNode }[] {
  const found = node.isList
    ? node.items().map((item) => ({ text: item.scalarText(), node: item }))
    : splitText(node);
  return found.flatMap(({ text, node: at }) =>
    text === undefined || text === '' ? [] : [{ text, node: at }],
  );
}

function splitText(node: SourceNode): { text: string | undefined; node: SourceNode }[] {
  return (node.scalarText() ?? '').split(/[,;\n]+/).map((part) => ({ text: part.trim(), node }));
}

/** A list of texts, each once. */
export function toTexts(node: SourceNode): unknown[] | undefined {
  return toDistinct(node, (text) => text);
}

export function toTags(node: SourceNode): unknown[] | undefined {
  return toDistinct(node, tagSlug);
}

export function toSlugs(node: SourceNode): unknown[] | undefined {
  return toDistinct(node, (text) => slug(text));
}

export function toSlug(node: SourceNode): Mapped | undefined {
  const text = node.scalarText();
  const word = text === undefined ? undefined : slug(text);
  if (word === undefined) return undefined;
  return word === text ? mapped(word, node) : lossy(word, node, `Written as ${word}.`);
}

/** Equal values become one; a value that is written otherwise says so. */
function toDistinct(node: SourceNode, write: (text: string) => string | undefined): unknown[] | undefined {
  const items = new Map<string, unknown>();
  for (const found of textsOf(node)) {
    const word = write(found.text);
    if (word === undefined) continue;
    const item = items.get(word) ?? word;
    items.set(
      word,
      word === found.text ? mapped(item, found.node) : lossy(item, found.node, `Written as ${word}.`),
    );
  }
  return list([...items.values()]);
}
