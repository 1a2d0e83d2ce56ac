import { type ApiDocument, type ApiSchema, schemaName, schemaOf } from './api-document.ts';

type Fields = Record<string, unknown>;

/**
 * An answer with the fields that its schema requires and nobody stated: null where it may be null, else the plainest
 * value of its type. What was stated stays as it is, right or wrong: validation tells.
 */
export function complete(document: ApiDocument, schema: ApiSchema, stated: unknown): unknown {
  const whole = (part: ApiSchema, value: unknown): unknown => complete(document, part, value);
  if (schema.$ref !== undefined) return whole(schemaOf(document, schemaName(schema.$ref)), stated);
  if (stated === null) return null;
  if (stated === undefined && acceptsNull(schema)) return null;
  if (schema.allOf !== undefined) {
    return schema.allOf.reduce<unknown>((value, part) => whole(part, value), stated);
  }
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined && schema.properties === undefined) {
    const chosen = stated === undefined ? alternatives[0] : chooseAlternative(document, alternatives, stated);
    return chosen === undefined ? stated : whole(chosen, stated);
  }
  if (Array.isArray(stated)) return stated.map((item) => whole(schema.items ?? {}, item));
  if (schema.properties !== undefined && (stated === undefined || isFields(stated))) {
    return completeFields(document, schema, stated ?? {});
  }
  return stated === undefined ? plainest(schema) : stated;
}

function completeFields(document: ApiDocument, schema: ApiSchema, stated: Fields): Fields {
  const fields = { ...stated };
  const required = new Set(schema.required);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (Object.hasOwn(stated, name) || required.has(name)) {
      fields[name] = complete(document, property, stated[name]);
    }
  }
  return fields;
}

/** The first alternative that has all the stated fields; none when one of them is whole already. */
function chooseAlternative(
  document: ApiDocument,
  alternatives: readonly ApiSchema[],
  stated: unknown,
): ApiSchema | undefined {
  if (!isFields(stated)) return undefined;
  const resolved = alternatives.map((part) =>
    part.$ref === undefined ? part : schemaOf(document, schemaName(part.$ref)),
  );
  const isWhole = ({ required }: ApiSchema) =>
    required?.every((name) => Object.hasOwn(stated, name)) ?? false;
  if (resolved.some(isWhole)) return undefined;
  return resolved.find(({ properties = {} }) =>
    Object.keys(stated).every((name) => Object.hasOwn(properties, name)),
  );
}

function acceptsNull(schema: ApiSchema): boolean {
  return schema.nullable === true || [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].some(acceptsNull);
}

function plainest({ type, enum: values, format, minLength = 0 }: ApiSchema): unknown {
  if (values !== undefined) return values[0];
  switch (type) {
    case 'integer':
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'string':
      if (format === 'date-time') return '2026-01-01T00:00:00Z';
      return format === 'uri' ? 'https://github.example/' : '0'.repeat(minLength);
    default:
      return {};
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
