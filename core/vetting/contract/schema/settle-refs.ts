import { isObject, textField } from '../document/json-value.ts';
import type { Located } from '../document/located.ts';
import { type SchemaNode, schemaNode } from './schema-node.ts';
import type { SchemaSource } from './schema-source.ts';

/** Keys beside `$ref` that ask nothing of a value. */
const ANNOTATIONS: ReadonlySet<string> = new Set(['$ref', 'deprecated', 'description', 'summary', 'title']);

/** The node with mere references replaced by what they refer to, so that all uses of a definition are one. */
export function settleRefs(node: SchemaNode, source: SchemaSource): SchemaNode {
  return node.parts.some((part) => isMereRef(part, source))
    ? schemaNode(node.parts.map((part) => settle(part, source)))
    : node;
}

function settle(part: Located, source: SchemaSource): Located {
  const seen = new Set<unknown>();
  let current = part;
  while (isMereRef(current, source) && !seen.has(current.value)) {
    seen.add(current.value);
    const resolution = source.documents.resolve(current.file, textField(current.value, '$ref') ?? '');
    if (!resolution.ok) return current;
    current = resolution.target;
  }
  return current;
}

function isMereRef({ value }: Located, { dialect }: SchemaSource): boolean {
  if (!isObject(value) || textField(value, '$ref') === undefined) return false;
  return dialect === 'openapi-3.0' || Object.keys(value).every((key) => ANNOTATIONS.has(key));
}
