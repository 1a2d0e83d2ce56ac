import { canonicalText, field, textField } from '../document/json-value.ts';
import type { Located } from '../document/located.ts';

/** Keywords that are compared as a whole. */
const markKeywords = [
  'format',
  'pattern',
  'multipleOf',
  'uniqueItems',
  'contentEncoding',
  'contentMediaType',
  'default',
  'discriminator',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'dependentRequired',
  'dependentSchemas',
] as const;

/** Keywords whose values can only be told apart, not put in order, as canonical text. */
export function readMarks(schemas: readonly Located[]): ReadonlyMap<string, string> {
  const marks = new Map<string, string>();
  for (const keyword of markKeywords) {
    const texts = new Set(
      schemas
        .map(({ value }) => readMark(value, keyword))
        .filter((value) => value !== undefined)
        .map(canonicalText),
    );
    if (texts.size > 0) marks.set(keyword, [...texts].toSorted().join(' and '));
  }
  return marks;
}

/** The value of a keyword. OpenAPI 3.0 says by `format` what 3.1 says by `contentEncoding` and `contentMediaType`. */
function readMark(schema: unknown, keyword: (typeof markKeywords)[number]): unknown {
  const value = field(schema, keyword);
  const format = field(schema, 'format');
  switch (keyword) {
    case 'format':
      return format === 'byte' || format === 'binary' ? undefined : format;
    case 'contentEncoding':
      return format === 'byte' ? 'base64' : value;
    case 'contentMediaType':
      return format === 'binary' ? 'application/octet-stream' : value;
    case 'discriminator':
      return textField(value, 'propertyName');
    case 'uniqueItems':
      return value === true ? true : undefined;
    default:
      return value;
  }
}
