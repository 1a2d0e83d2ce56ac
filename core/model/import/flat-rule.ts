import type { SourceNode } from './source-node.ts';

/** Gives the tree to put into the manifest, or undefined when this value cannot be understood. */
export type Convert = (node: SourceNode) => unknown;

/** One field of the manifest and where flat manifests keep it. The first place that gives a value counts. */
export interface FlatRule {
  readonly to: string;
  /** Paths of names joined by dots; case, dashes and underscores of names do not matter. */
  readonly from: readonly string[];
  readonly convert: Convert;
}

/** Every node at a path of names, in the order of the names. */
export function nodeAt(root: SourceNode, path: string): SourceNode | undefined {
  return path.split('.').reduce<SourceNode | undefined>((node, name) => node?.find(name), root);
}

/** Items of a list, or the entries of a mapping as items with a name: `{read: …}` is `[{name: read, …}]`. */
export function namedItems(node: SourceNode): { name: string | undefined; node: SourceNode }[] {
  if (node.isList) return node.items().map((item) => ({ name: undefined, node: item }));
  return node.entries().map(([name, child]) => ({ name, node: child }));
}
