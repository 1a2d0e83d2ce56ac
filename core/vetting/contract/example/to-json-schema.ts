import type { SchemaDialect } from '../schema/schema-source.ts';

/** A value in which the schemas of OpenAPI 3.0 are written as JSON Schema. What aliases repeat is written once. */
export function toJsonSchema(root: unknown, dialect: SchemaDialect): unknown {
  const done = new Map<unknown, unknown>();

  function convert(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const known = done.get(value);
    if (known !== undefined) return known;
    const result = Array.isArray(value) ? value.map(convert) : convertMap(value);
    done.set(value, result);
    return result;
  }

  function convertMap(value: object): unknown {
    const fields = new Map(Object.entries(value).map(([key, item]) => [key, convert(item)]));
    // References are resolved by file, as everywhere else here; names that schemas give themselves would move the base.
    for (const key of ['$id', '$schema', 'id']) {
      if (typeof fields.get(key) === 'string') fields.delete(key);
    }
    if (dialect === 'json-schema') return Object.fromEntries(fields);
    if (typeof fields.get('$ref') === 'string') return { $ref: fields.get('$ref') };
    writeExclusive(fields, 'minimum', 'exclusiveMinimum');
    writeExclusive(fields, 'maximum', 'exclusiveMaximum');
    return writeNullable(fields);
  }

  return convert(root);
}

function writeExclusive(fields: Map<string, unknown>, bound: string, exclusive: string): void {
  const flag = fields.get(exclusive);
  if (typeof flag !== 'boolean') return;
  fields.delete(exclusive);
  if (!flag) return;
  fields.set(exclusive, fields.get(bound));
  fields.delete(bound);
}

function writeNullable(fields: Map<string, unknown>): unknown {
  const isNullable = fields.get('nullable');
  if (typeof isNullable === 'boolean') fields.delete('nullable');
  const schema = Object.fromEntries(fields);
  return isNullable === true ? { anyOf: [{ type: 'null' }, schema] } : schema;
}
