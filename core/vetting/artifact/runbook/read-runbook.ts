import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { toString as textOfNode } from 'mdast-util-to-string';
import { gfmTable } from 'micromark-extension-gfm-table';
import { type Span, startOfFile } from '../remark.ts';

type Tree = ReturnType<typeof fromMarkdown>;
type Block = Tree['children'][number];
type MarkdownNode = Tree | Block;
type ParentNode = Extract<MarkdownNode, { children: unknown }>;

export interface RunbookHeading extends Span {
  readonly text: string;
  readonly level: number;
  /** Words that people read below it, up to the next heading of its level; those below deeper headings count. */
  readonly words: number;
}

/** A run of prose: not code, which may hold any word. */
export interface Prose extends Span {
  readonly text: string;
}

export interface Runbook {
  readonly headings: readonly RunbookHeading[];
  readonly prose: readonly Prose[];
  readonly links: readonly (Span & { readonly url: string })[];
}

export function readRunbook(text: string): Runbook {
  const tree = fromMarkdown(text, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  const nodes = flatten(tree);
  return {
    headings: readHeadings(tree.children),
    prose: nodes.flatMap((node) => (node.type === 'text' ? [{ text: node.value, ...spanOf(node) }] : [])),
    links: nodes.flatMap((node) =>
      node.type === 'link' || node.type === 'image' || node.type === 'definition'
        ? [{ url: node.url, ...spanOf(node) }]
        : [],
    ),
  };
}

function flatten(tree: MarkdownNode): MarkdownNode[] {
  const found: MarkdownNode[] = [];
  const open: MarkdownNode[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    found.push(node);
    if (isParent(node)) for (const child of node.children.toReversed()) open.push(child);
  }
  return found;
}

function isParent(node: MarkdownNode): node is ParentNode {
  return 'children' in node;
}

function readHeadings(blocks: readonly Block[]): RunbookHeading[] {
  const headings: { text: string; level: number; words: number; span: Span }[] = [];
  const open: typeof headings = [];
  for (const block of blocks) {
    if (block.type === 'heading') {
      while ((open.at(-1)?.level ?? 0) >= block.depth) open.pop();
      const heading = { text: textOfNode(block), level: block.depth, words: 0, span: spanOf(block) };
      headings.push(heading);
      open.push(heading);
      continue;
    }
    const words = countWords(block);
    for (const heading of open) heading.words += words;
  }
  return headings.map(({ span, ...heading }) => ({ ...heading, ...span }));
}

/** Comments are for writers; nobody on call reads them. */
function countWords(block: Block): number {
  return flatten(block)
    .map((node) => {
      if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') return node.value;
      if (node.type === 'html' && !node.value.startsWith('<!--')) return node.value.replace(/<[^<>]*>/g, ' ');
      return '';
    })
    .reduce((count, text) => count + (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0), 0);
}

function spanOf({ position }: MarkdownNode): Span {
  const offset = position?.start.offset;
  const endOffset = position?.end.offset;
  return offset === undefined || endOffset === undefined ? startOfFile : { offset, endOffset };
}
