import { isObject } from '../document/json-value.ts';
import type { SchemaNode } from './schema-node.ts';

/** Whether both are one written schema of the same text with no other schema in it: the usual case, found quickly. */
export function areSameLeaves(before: SchemaNode, after: SchemaNode): boolean {
  const [was, is] = [before.parts[0]?.value, after.parts[0]?.value];
  if (before.parts.length !== 1 || after.parts.length !== 1 || !isObject(was) || !isObject(is)) return false;
  const keys = Object.keys(is);
  return (
    keys.length === Object.keys(was).length &&
    keys.every((key) => {
      const value = is[key];
      return (
        key !== 'nullable' &&
        key !== '$ref' &&
        (typeof value !== 'object' || value === null) &&
        value === was[key]
      );
    })
  );
}
