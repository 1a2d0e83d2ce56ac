import { canonicalText, field, listOf, textsOf } from '../document/json-value.ts';

const KEYWORDS_OF_TYPE: readonly (readonly [type: string, keywords: readonly string[]])[] = [
  ['object', ['properties', 'required', 'additionalProperties', 'patternProperties', 'maxProperties']],
  ['array', ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems']],
];

/** The types that one written schema names, null among them; undefined where it names none. */
export function namedTypes(schema: unknown): ReadonlySet<string> | undefined {
  const type = field(schema, 'type');
  if (typeof type === 'string') return new Set([type]);
  return Array.isArray(type) ? new Set(textsOf(type)) : undefined;
}

/** The type that the keywords of a schema are about, for schemas whose author left `type` out. */
export function impliedTypes(schema: unknown): ReadonlySet<string> | undefined {
  const values = allowedValues(schema);
  if (values !== undefined) return new Set([...values.values()].map(typeOf));
  const implied = KEYWORDS_OF_TYPE.filter(([, keywords]) =>
    keywords.some((keyword) => field(schema, keyword) !== undefined),
  ).map(([type]) => type);
  return implied.length === 0 ? undefined : new Set(implied);
}

/** The values of `enum` or `const`, by their canonical text; undefined where there is neither. */
export function allowedValues(schema: unknown): ReadonlyMap<string, unknown> | undefined {
  const constant = field(schema, 'const');
  const list = constant === undefined ? field(schema, 'enum') : [constant];
  return Array.isArray(list)
    ? new Map(listOf(list).map((value) => [canonicalText(value), value]))
    : undefined;
}

/** Types that both sets allow; an integer is a number. */
export function commonTypes(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...a].filter((type) => allows(b, type)).concat([...b].filter((type) => allows(a, type))));
}

/** Whether each value of the second types is one of the first too. */
export function coversTypes(wide: ReadonlySet<string>, narrow: ReadonlySet<string>): boolean {
  return [...narrow].every((type) => allows(wide, type));
}

function allows(types: ReadonlySet<string>, type: string): boolean {
  return types.has(type) || (type === 'integer' && types.has('number'));
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
