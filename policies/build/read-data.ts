import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formats } from '@souk/schemas/formats.ts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Sources } from '../engine/sources.ts';
import { type BuildProblem, refuse } from './build-error.ts';
import { explainSchemaErrors } from './explain-schema-error.ts';
import { locateProblem, readYamlSource } from './read-yaml-source.ts';

/** Schemas of the data files are part of Souk: an organisation changes the values, not the shape. */
const schemaFolder = fileURLToPath(new URL('../../schemas/policy/', import.meta.url));
const ENDING = '.schema.json';

/**
 * The data that rules read as `data.config`: each `data/<name>.yaml` under its name, valid by its schema.
 *
 * @throws {BuildError} `sources-invalid`
 */
export async function readData(sources: Sources): Promise<Record<string, unknown>> {
  const schemas = await readSchemas();
  const ajv = new Ajv2020({ allErrors: true, strict: false, verbose: true, formats });
  for (const [section, schema] of await readSchemas('vetting')) {
    ajv.addSchema(schema, `vetting/${section}${ENDING}`);
  }
  const problems: BuildProblem[] = [];
  const config: Record<string, unknown> = {};
  for (const [path, text] of sources) {
    const name = /^data\/([a-z-]+)\.ya?ml$/.exec(path)?.[1];
    if (name === undefined) {
      if (path.startsWith('data/'))
        problems.push({ path, line: 1, column: 1, message: 'A data file is data/<name>.yaml.' });
      continue;
    }
    const schema = schemas.get(name);
    const source = readYamlSource(path, text);
    if (schema === undefined) {
      const known = [...schemas.keys()].join(', ');
      problems.push({
        path,
        line: 1,
        column: 1,
        message: `There is no schema for it. Known data files: ${known}.`,
      });
    } else if ('problem' in source) {
      problems.push(source.problem);
    } else if (!ajv.validate(schema, source.value)) {
      for (const { pointer, message } of explainSchemaErrors(ajv.errors, 'The file')) {
        problems.push(locateProblem(path, text, pointer, message));
      }
    }
    if ('value' in source) config[name] = source.value;
  }
  refuse(problems);
  return config;
}

/** The schemas of a folder by the name of their file. */
async function readSchemas(folder = ''): Promise<Map<string, object>> {
  const within = join(schemaFolder, folder);
  const files = (await readdir(within)).filter((file) => file.endsWith(ENDING)).sort();
  const schemas = await Promise.all(
    files.map(async (file) => {
      const schema: object = JSON.parse(await readFile(join(within, file), 'utf8'));
      return [file.slice(0, -ENDING.length), schema] as const;
    }),
  );
  return new Map(schemas);
}
