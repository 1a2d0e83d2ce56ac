import { join } from 'node:path';
import type { FieldNode } from '@souk/schemas/field-node.ts';
import { isKindSchema, readManifestSchemas, type SchemaFile } from './manifest-schemas.ts';

type Schema = Record<string, unknown>;

/**
 * For each kind a tree of its fields with what people are told about them, so that an error can explain a
 * field without loading the schemas.
 */
export async function generateFields(root: string): Promise<Map<string, string>> {
  const files = await readManifestSchemas(root);
  const fields = Object.fromEntries(
    files.filter(isKindSchema).map(({ name, schema }) => [schema.title, fieldTree(schema, name, files)]),
  );
  return new Map([[join(root, 'schemas/generated/fields.json'), `${JSON.stringify(fields, null, 1)}\n`]]);
}

function fieldTree(schema: Schema, file: string, files: readonly SchemaFile[]): FieldNode {
  const [target, targetFile] = resolve(schema, file, files);
  const merged: Schema = { ...target, ...schema };
  const child = (value: unknown): FieldNode => fieldTree(value as Schema, targetFile, files);
  const properties = Object.entries((merged['properties'] ?? {}) as Schema);
  const example = ((merged['examples'] ?? []) as unknown[])[0] ?? merged['const'];
  return {
    ...(merged['description'] === undefined ? {} : { description: String(merged['description']) }),
    ...(example === undefined ? {} : { example }),
    ...(properties.length === 0
      ? {}
      : { fields: Object.fromEntries(properties.map(([key, value]) => [key, child(value)])) }),
    ...(isSchema(merged['items']) ? { items: child(merged['items']) } : {}),
    ...(isSchema(merged['additionalProperties']) ? { values: child(merged['additionalProperties']) } : {}),
  };
}

function resolve(schema: Schema, file: string, files: readonly SchemaFile[]): [Schema, string] {
  if (typeof schema['$ref'] !== 'string') return [schema, file];
  const [name = '', pointer = ''] = schema['$ref'].split('#');
  const target = name === '' ? file : name;
  const definition = pointer.split('/').slice(2).join('/');
  const found = files.find((candidate) => candidate.name === target)?.schema['$defs'] as
    | Record<string, Schema>
    | undefined;
  if (found?.[definition] === undefined) throw new Error(`${file}: ${schema['$ref']} does not exist`);
  return resolve(found[definition], target, files);
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null;
}
