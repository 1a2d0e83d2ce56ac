import { isObject } from '../document/json-value.ts';
import { child, childrenOf, itemsOf, type Located } from '../document/located.ts';

const SCHEMA_KEYWORDS: ReadonlySet<string> = new Set([
  'additionalProperties',
  'contains',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
]);
const LIST_KEYWORDS: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'items', 'oneOf', 'prefixItems']);
const MAP_KEYWORDS: ReadonlySet<string> = new Set([
  '$defs',
  'definitions',
  'dependentSchemas',
  'patternProperties',
  'properties',
]);

/** Schemas and all that are written under them, each once. References are not followed. */
export function listSchemas(roots: readonly Located[]): Located[] {
  const found = new Map<unknown, Located>();
  const open = [...roots];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (!isObject(at.value) || found.has(at.value)) continue;
    found.set(at.value, at);
    for (const keyword of Object.keys(at.value)) {
      if (SCHEMA_KEYWORDS.has(keyword)) open.push(child(at, keyword));
      if (LIST_KEYWORDS.has(keyword)) open.push(...itemsOf(child(at, keyword)));
      if (MAP_KEYWORDS.has(keyword)) open.push(...childrenOf(child(at, keyword)).map(([, schema]) => schema));
    }
  }
  return [...found.values()];
}
