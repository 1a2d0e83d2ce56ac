import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface SchemaFile {
  /** File name, by which the schemas refer to each other. */
  readonly name: string;
  readonly schema: { readonly title: string; readonly [keyword: string]: unknown };
}

/** Files that hold only definitions; no manifest is of these. */
const DEFINITION_FILES = new Set(['types.schema.json', 'entry.schema.json']);

export async function readManifestSchemas(root: string): Promise<SchemaFile[]> {
  const directory = join(root, 'schemas/manifest');
  const names = (await readdir(directory)).filter((name) => name.endsWith('.schema.json')).sort();
  return Promise.all(
    names.map(async (name) => ({ name, schema: JSON.parse(await readFile(join(directory, name), 'utf8')) })),
  );
}

export function isKindSchema(file: SchemaFile): boolean {
  return !DEFINITION_FILES.has(file.name);
}
