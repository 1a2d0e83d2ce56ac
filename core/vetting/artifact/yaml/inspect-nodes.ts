import { type Document, isAlias, isCollection, isMap, isScalar, type Node } from 'yaml';
import { type Span, startOfFile } from '../remark.ts';
import type { YamlProblem } from './read-documents.ts';
import { yamlLimits } from './yaml-limits.ts';

/** The first thing that makes a document too costly or ambiguous to read. */
export function inspectNodes(document: Document.Parsed): YamlProblem | undefined {
  const open: { node: unknown; depth: number }[] = [{ node: document.contents, depth: 1 }];
  let aliases = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (isAlias(node) && ++aliases > yamlLimits.aliases) {
      return {
        message: `The file uses more than ${yamlLimits.aliases} aliases.`,
        help: 'Write the repeated values out.',
        place: spanOf(node),
      };
    }
    if (!isCollection(node)) continue;
    if (depth > yamlLimits.depth) {
      return {
        message: `Values are nested deeper than ${yamlLimits.depth} levels.`,
        help: 'Flatten the structure.',
        place: spanOf(node),
      };
    }
    if (!isMap(node)) {
      for (const item of node.items) open.push({ node: item, depth: depth + 1 });
      continue;
    }
    const keys = new Set<string>();
    for (const { key, value } of node.items) {
      const problem = inspectKey(key, keys);
      if (problem !== undefined) return problem;
      open.push({ node: value, depth: depth + 1 });
    }
  }
  return undefined;
}

/** Equal keys are read differently by different programs; keys that are lists or mappings are no JSON. */
function inspectKey(key: unknown, keys: Set<string>): YamlProblem | undefined {
  if (!isScalar(key)) {
    return {
      message: 'A list, a mapping or an alias cannot be a key; expected text.',
      help: 'Write the key as plain text.',
      place: spanOf(key),
    };
  }
  const name = String(key.value);
  if (keys.has(name) && name !== '<<') {
    return {
      message: `The key ${name.slice(0, 60)} stands twice in the same mapping.`,
      help: 'Remove one of the two, so that it is clear which value counts.',
      place: spanOf(key),
    };
  }
  keys.add(name);
  return undefined;
}

export function spanOf(node: unknown): Span {
  const range = (node as Node | null | undefined)?.range;
  return range ? { offset: range[0], endOffset: range[1] } : startOfFile;
}
