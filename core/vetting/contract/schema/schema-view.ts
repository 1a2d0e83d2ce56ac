import { field, isObject, textsOf } from '../document/json-value.ts';
import { child, type Located } from '../document/located.ts';
import { type Alternatives, type FlatSchema, flattenSchema } from './flatten-schema.ts';
import {
  type Bound,
  type BoundKeyword,
  boundKeywords,
  readBound,
  sideOf,
  tighterBound,
} from './schema-limits.ts';
import { readMarks } from './schema-marks.ts';
import { readAdditional, readPrefixItems, readProperties } from './schema-members.ts';
import { type SchemaNode, schemaNode } from './schema-node.ts';
import type { SchemaSource } from './schema-source.ts';
import { allowedValues, commonTypes, impliedTypes, namedTypes } from './schema-types.ts';

/** What a schema asks of a value, whichever way it is written. */
export interface SchemaView {
  /** Null is not among them; undefined stands for any. */
  readonly types: ReadonlySet<string> | undefined;
  readonly allowsNull: boolean;
  /** By canonical text, without null; undefined where any value goes. */
  readonly values: ReadonlyMap<string, unknown> | undefined;
  readonly bounds: ReadonlyMap<BoundKeyword, Bound>;
  /** Keywords whose values can only be told apart, not put in order, as canonical text. */
  readonly marks: ReadonlyMap<string, string>;
  readonly required: ReadonlySet<string>;
  readonly properties: ReadonlyMap<string, SchemaNode>;
  readonly patternProperties: ReadonlyMap<string, SchemaNode>;
  /** Schema of properties that are not named; `closed` where there may be none. */
  readonly additional: SchemaNode | 'closed';
  readonly items: SchemaNode;
  readonly prefixItems: readonly SchemaNode[];
  readonly alternatives: readonly Alternatives[];
  /** Nothing is asked besides the alternatives. */
  readonly onlyAlternatives: boolean;
  /** Where a keyword is written; undefined where it is not. */
  placeOf(keyword: string): Located | undefined;
}

/** Keywords that say something to people only. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  'title',
  'description',
  'discriminator',
  'nullable',
  'oneOf',
  'anyOf',
  '$ref',
]);

export function viewSchema(node: SchemaNode, source: SchemaSource): SchemaView {
  const flat = flattenSchema(node, source);
  const schemas = flat.parts.map(({ at }) => at).filter(({ value }) => isObject(value));
  const values = readValues(flat);
  return {
    types: readTypes(flat),
    allowsNull: allowsNull(flat) && (values?.has('null') ?? true),
    values: values === undefined ? undefined : new Map([...values].filter(([text]) => text !== 'null')),
    bounds: readBounds(schemas),
    marks: readMarks(schemas),
    required: new Set(schemas.flatMap(({ value }) => textsOf(field(value, 'required')))),
    properties: readProperties(schemas, 'properties'),
    patternProperties: readProperties(schemas, 'patternProperties'),
    additional: readAdditional(flat, schemas),
    items: schemaNode(schemas.map((at) => child(at, 'items')).filter(({ value }) => !Array.isArray(value))),
    prefixItems: readPrefixItems(schemas),
    alternatives: flat.alternatives,
    onlyAlternatives: schemas.every(({ value }) =>
      Object.keys(isObject(value) ? value : {}).every((key) => ANNOTATIONS.has(key) || key.startsWith('x-')),
    ),
    placeOf: (keyword) => schemas.map((at) => child(at, keyword)).find(({ value }) => value !== undefined),
  };
}

function readTypes({ parts }: FlatSchema): ReadonlySet<string> | undefined {
  const named = parts.map(({ at }) => namedTypes(at.value)).filter((types) => types !== undefined);
  const implied = parts.map(({ at }) => impliedTypes(at.value)).filter((types) => types !== undefined);
  const [first, ...others] = named.length > 0 ? named : implied;
  if (first === undefined) return undefined;
  const types = new Set(others.reduce(commonTypes, first));
  types.delete('null');
  return types;
}

/** Null passes when each part lets it: by its types, or because something around the part does. */
function allowsNull({ parts, alternatives }: FlatSchema): boolean {
  return (
    parts.every((part) => {
      const types = namedTypes(part.at.value) ?? impliedTypes(part.at.value);
      return part.allowsNull || types === undefined || types.has('null');
    }) && alternatives.every((group) => group.allowsNull)
  );
}

/** Values that each list allows. Where null may stand in for any, a list that leaves it out does not take it away. */
function readValues({ parts }: FlatSchema): ReadonlyMap<string, unknown> | undefined {
  const lists = parts.flatMap(({ at, allowsNull }) => {
    const values = allowedValues(at.value);
    if (values === undefined) return [];
    return [allowsNull ? new Map([...values, ['null', null] as const]) : values];
  });
  const [first, ...others] = lists;
  return first === undefined
    ? undefined
    : new Map([...first].filter(([text]) => others.every((list) => list.has(text))));
}

function readBounds(schemas: readonly Located[]): ReadonlyMap<BoundKeyword, Bound> {
  const bounds = new Map<BoundKeyword, Bound>();
  for (const keyword of boundKeywords) {
    for (const { value } of schemas) {
      const bound = readBound(value, keyword);
      if (bound === undefined) continue;
      bounds.set(keyword, tighterBound(bounds.get(keyword), bound, sideOf(keyword)));
    }
  }
  return bounds;
}
