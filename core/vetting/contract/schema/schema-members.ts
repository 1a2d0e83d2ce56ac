import { field, isObject } from '../document/json-value.ts';
import { child, childrenOf, itemsOf, type Located } from '../document/located.ts';
import type { FlatSchema } from './flatten-schema.ts';
import { anything, type SchemaNode, schemaNode } from './schema-node.ts';

/** Properties by name, each with what all schemas ask of it. */
export function readProperties(
  schemas: readonly Located[],
  keyword: string,
): ReadonlyMap<string, SchemaNode> {
  const parts = new Map<string, Located[]>();
  for (const at of schemas) {
    for (const [name, property] of childrenOf(child(at, keyword))) {
      const known = parts.get(name);
      if (known === undefined) parts.set(name, [property]);
      else known.push(property);
    }
  }
  return new Map([...parts].map(([name, found]) => [name, schemaNode(found)]));
}

/** What is asked of properties that are not named; `closed` where there may be none. */
export function readAdditional({ parts }: FlatSchema, schemas: readonly Located[]): SchemaNode | 'closed' {
  const keywords = ['additionalProperties', 'unevaluatedProperties'];
  const isClosed = schemas.some(({ value }) => keywords.some((keyword) => field(value, keyword) === false));
  if (isClosed || parts.some(({ at }) => at.value === false)) return 'closed';
  const found = schemas.flatMap((at) => keywords.map((keyword) => child(at, keyword)));
  const described = found.filter(({ value }) => isObject(value));
  return described.length === 0 ? anything : schemaNode(described);
}

/** What is asked of the first items of a list, one by one. */
export function readPrefixItems(schemas: readonly Located[]): SchemaNode[] {
  const lists = schemas.flatMap((at) => [
    itemsOf(child(at, 'prefixItems')),
    Array.isArray(field(at.value, 'items')) ? itemsOf(child(at, 'items')) : [],
  ]);
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, i) => schemaNode(lists.flatMap((list) => list[i] ?? [])));
}
