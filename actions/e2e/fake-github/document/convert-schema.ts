import { type ApiSchema, schemaName } from './api-document.ts';

/** A JSON Schema that ajv takes. */
export type JsonSchema = Record<string, unknown>;

/** Keywords that only describe, or that are converted below. */
const DROPPED = new Set(['nullable', 'example', 'examples', 'deprecated', 'description', 'title', 'default']);

/** An OpenAPI 3.0 schema as a JSON Schema; references lead to schemas registered under their bare names. */
export function convertSchema(schema: ApiSchema): JsonSchema {
  if (schema.$ref !== undefined) return { $ref: schemaName(schema.$ref) };
  const converted: JsonSchema = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (!DROPPED.has(keyword) && !keyword.startsWith('x-'))
      converted[keyword] = convertKeyword(keyword, value);
  }
  if (schema.nullable !== true) return converted;
  if (schema.type === undefined) return { anyOf: [converted, { type: 'null' }] };
  converted['type'] = [schema.type, 'null'];
  if (schema.enum !== undefined) converted['enum'] = [...new Set([...schema.enum, null])];
  return converted;
}

function convertKeyword(keyword: string, value: ApiSchema[keyof ApiSchema]): unknown {
  if (isSchemaList(keyword, value)) return value.map(convertSchema);
  if (keyword === 'properties' && isSchema(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, property]) => [name, convertSchema(property)]),
    );
  }
  if ((keyword === 'items' || keyword === 'additionalProperties' || keyword === 'not') && isSchema(value)) {
    return convertSchema(value);
  }
  return value;
}

function isSchemaList(keyword: string, value: unknown): value is ApiSchema[] {
  return (keyword === 'allOf' || keyword === 'anyOf' || keyword === 'oneOf') && Array.isArray(value);
}

function isSchema(value: unknown): value is ApiSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same schema, refusing fields that it does not name. Alternatives are left as they are: each sees the fields of all. */
export function closeSchema(schema: ApiSchema): ApiSchema {
  const { properties, items } = schema;
  return {
    ...schema,
    ...(items === undefined ? {} : { items: closeSchema(items) }),
    ...(properties === undefined
      ? {}
      : {
          additionalProperties: schema.additionalProperties ?? false,
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, property]) => [name, closeSchema(property)]),
          ),
        }),
  };
}

/** Names of the schemas that a schema refers to directly. */
export function referencedNames(schema: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === '$ref' && typeof inner === 'string') names.add(inner);
      else visit(inner);
    }
  };
  visit(schema);
  return names;
}
