import type { FieldNode } from '@souk/schemas/field-node.ts';
import fields from '@souk/schemas/generated/fields.json' with { type: 'json' };
import { parsePointer } from '../finding/json-pointer.ts';
import type { Kind } from './manifest.ts';

const trees: Readonly<Record<Kind, FieldNode>> = fields;

/** What a field is for, and an example: the way to mend a wrong one. */
export function fieldHelp(kind: Kind, pointer: string): string {
  const node = fieldAt(kind, pointer);
  const description = node?.description ?? '';
  if (node?.example === undefined) return description;
  const example = typeof node.example === 'string' ? node.example : JSON.stringify(node.example);
  return `${description}${description === '' ? '' : ' '}Example: ${example}`;
}

/** The names of the fields that the mapping at a pointer may have. */
export function fieldsAt(kind: Kind, pointer: string): string[] {
  return Object.keys(fieldAt(kind, pointer)?.fields ?? {});
}

function fieldAt(kind: Kind, pointer: string): FieldNode | undefined {
  return parsePointer(pointer).reduce<FieldNode | undefined>(
    (node, token) =>
      node?.fields !== undefined && Object.hasOwn(node.fields, token)
        ? node.fields[token]
        : (node?.items ?? node?.values),
    trees[kind],
  );
}
