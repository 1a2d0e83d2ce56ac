import { field, isObject, listOf, textField } from '../document/json-value.ts';
import { addressOf, child, itemsOf, type Located } from '../document/located.ts';
import type { SchemaNode } from './schema-node.ts';
import type { SchemaSource } from './schema-source.ts';

/** One written schema among all that a value must satisfy, past its references. */
export interface SchemaPart {
  readonly at: Located;
  /** Something around it says that null is fine whatever this part says. */
  readonly allowsNull: boolean;
}

/** `oneOf` or `anyOf`: a value satisfies one of several. */
export interface Alternatives {
  readonly at: Located;
  readonly branches: readonly Located[];
  readonly allowsNull: boolean;
}

export interface FlatSchema {
  readonly parts: readonly SchemaPart[];
  readonly alternatives: readonly Alternatives[];
}

/**
 * The schemas that stand behind a node: references followed, `allOf` taken apart, and `oneOf: [X, {type: null}]`, which is
 * how 3.1 writes `nullable`, read as X that may be null. Circles end where they begin.
 */
export function flattenSchema(node: SchemaNode, source: SchemaSource): FlatSchema {
  const parts: SchemaPart[] = [];
  const alternatives: Alternatives[] = [];
  const seen = new Set<string>();
  const open: SchemaPart[] = node.parts.map((at) => ({ at, allowsNull: false }));

  for (let part = open.shift(); part !== undefined; part = open.shift()) {
    const address = addressOf(part.at);
    if (seen.has(address)) continue;
    seen.add(address);
    const { value } = part.at;
    const ref = textField(value, '$ref');
    if (ref !== undefined) {
      const resolution = source.documents.resolve(part.at.file, ref);
      if (resolution.ok) open.unshift({ at: resolution.target, allowsNull: part.allowsNull });
      if (source.dialect === 'openapi-3.0') continue;
    }
    const allowsNull = part.allowsNull || isNullableBeside(part.at, source);
    if (Array.isArray(field(value, 'allOf'))) {
      open.unshift(...itemsOf(child(part.at, 'allOf')).map((at) => ({ at, allowsNull })));
    }
    for (const keyword of ['oneOf', 'anyOf']) {
      if (!Array.isArray(field(value, keyword))) continue;
      const group = readAlternatives(child(part.at, keyword), source);
      const [only, ...others] = group.branches;
      if (only !== undefined && others.length === 0) {
        open.unshift({ at: only, allowsNull: allowsNull || group.allowsNull });
      } else {
        alternatives.push({ ...group, allowsNull: group.allowsNull || allowsNull });
      }
    }
    parts.push({ at: part.at, allowsNull });
  }
  return { parts, alternatives };
}

function readAlternatives(list: Located, source: SchemaSource): Alternatives {
  const all = itemsOf(list);
  const branches = all.filter(({ value }) => !isNullOnly(value));
  const allowsNull =
    branches.length < all.length ||
    branches.some((branch) => allowsNullItself(source.documents.follow(branch)?.value));
  return { at: list, branches, allowsNull };
}

function isNullableBeside({ value }: Located, { dialect }: SchemaSource): boolean {
  return dialect === 'openapi-3.0' && field(value, 'nullable') === true;
}

function isNullOnly(value: unknown): boolean {
  return isObject(value) && value['type'] === 'null' && Object.keys(value).length === 1;
}

function allowsNullItself(value: unknown): boolean {
  const type = field(value, 'type');
  return type === 'null' || listOf(type).includes('null') || field(value, 'nullable') === true;
}
