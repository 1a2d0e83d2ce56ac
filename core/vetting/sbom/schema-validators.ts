import type { ValidateFunction } from 'ajv';
import type { CyclonedxVersion } from './cyclonedx/cyclonedx-schemas.ts';
import type { ValidateXml } from './cyclonedx/validate-cyclonedx-xml.ts';
import type { Violations } from './linear-ajv.ts';
import type { SpdxVersion } from './spdx/spdx-schemas.ts';

/** The official schemas, each compiled when it is first asked for. */
export interface SchemaValidators {
  cyclonedxJson(version: CyclonedxVersion, violations: Violations): Promise<ValidateFunction>;
  cyclonedxXml(version: CyclonedxVersion): Promise<ValidateXml>;
  spdx(version: SpdxVersion, violations: Violations): Promise<ValidateFunction>;
}

/** Compiling takes longer than most documents do: one of these serves many documents. */
export function createSchemaValidators(): SchemaValidators {
  return {
    cyclonedxJson: once(async (version, violations) => {
      const { compileCyclonedxSchema } = await import('./cyclonedx/validate-cyclonedx-json.ts');
      return compileCyclonedxSchema(version, violations);
    }),
    cyclonedxXml: once(async (version) => {
      const { compileCyclonedxXmlSchema } = await import('./cyclonedx/validate-cyclonedx-xml.ts');
      return compileCyclonedxXmlSchema(version);
    }),
    spdx: once(async (version, violations) => {
      const { compileSpdxSchema } = await import('./spdx/spdx-schemas.ts');
      return compileSpdxSchema(version, violations);
    }),
  };
}

function once<Args extends readonly string[], Value>(
  make: (...args: Args) => Promise<Value>,
): (...args: Args) => Promise<Value> {
  const made = new Map<string, Promise<Value>>();
  return (...args) => {
    const key = args.join(' ');
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(...args);
    made.set(key, value);
    return value;
  };
}
