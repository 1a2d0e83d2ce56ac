import type { ValidateFunction } from 'ajv';
import { createLinearAjv, type Violations } from '../linear-ajv.ts';
import { type CyclonedxVersion, readJsonSchema, referencedSchemas, schemaFile } from './cyclonedx-schemas.ts';

/** Compiles the official schema of a version: about a tenth of a second, so keep what it returns. */
export function compileCyclonedxSchema(version: CyclonedxVersion, violations: Violations): ValidateFunction {
  const ajv = createLinearAjv('07', violations);
  for (const file of referencedSchemas) ajv.addSchema(readJsonSchema(file), `${SCHEMA_BASE}${file}`);
  return ajv.compile(readJsonSchema(schemaFile(version)));
}

/** What the schemas resolve their references against. */
const SCHEMA_BASE = 'http://cyclonedx.org/schema/';
