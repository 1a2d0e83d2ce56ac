import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { Span } from '../remark.ts';
import { spanOf } from './inspect-nodes.ts';

/** Keys and list positions from the root of a document. */
export type Path = readonly (string | number)[];

/**
 * Tells where the value at a path stands: a plain value itself, a list or mapping by its key. For what is not there, the
 * deepest key on the way.
 */
export function createPlaceFinder(document: Document.Parsed): (path: Path, on: 'key' | 'value') => Span {
  const pairsOf = createPairIndex();
  const targets = new Map<Alias, unknown>();
  const resolve = (alias: Alias): unknown => {
    if (!targets.has(alias)) targets.set(alias, alias.resolve(document));
    return targets.get(alias);
  };
  return (path, on) => {
    let node: unknown = document.contents;
    let named: Span | undefined;
    for (const [i, step] of path.entries()) {
      if (isAlias(node)) node = resolve(node);
      if (isSeq(node)) {
        const item: unknown = node.items[Number(step)];
        if (item === undefined) return named ?? headOf(document.contents);
        named = headOf(item);
        node = item;
        continue;
      }
      const pair = isMap(node) ? pairsOf(node).get(String(step)) : undefined;
      if (pair === undefined) return named ?? headOf(document.contents);
      named = spanOf(pair.key);
      node = pair.value;
      if (on === 'key' && i === path.length - 1) return named;
    }
    const own = isCollection(node) ? (named ?? headOf(document.contents)) : spanOf(node);
    return own.endOffset > own.offset ? own : (named ?? headOf(document.contents));
  };
}

/** Large mappings are asked often: each is indexed once. */
function createPairIndex(): (map: YAMLMap) => ReadonlyMap<string, Pair> {
  const known = new Map<YAMLMap, ReadonlyMap<string, Pair>>();
  return (map) => {
    const index =
      known.get(map) ??
      new Map(
        map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair] as const] : [])),
      );
    known.set(map, index);
    return index;
  };
}

/** A mapping without a key of its own by its first line: the whole of it is too much to show. */
function headOf(item: unknown): Span {
  const first = isMap(item) ? item.items[0] : undefined;
  if (first === undefined) return spanOf(item);
  const key = spanOf(first.key);
  return isScalar(first.value) ? { offset: key.offset, endOffset: spanOf(first.value).endOffset } : key;
}
