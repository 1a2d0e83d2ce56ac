import type { ValidateFunction } from 'ajv';
import { createLinearAjv, type Violations } from '../linear-ajv.ts';

/** Versions that are read, with the draft of JSON Schema that their official schema is written in. */
const drafts = { '2.2': '07', '2.3': '07', '3.0.1': '2020-12' } as const;

export type SpdxVersion = keyof typeof drafts;

export const spdxVersions = Object.keys(drafts).filter(isSpdxVersion);

export function isSpdxVersion(text: string): text is SpdxVersion {
  return Object.hasOwn(drafts, text);
}

/** Compiles the official schema of a version: up to a third of a second, so keep what it returns. */
export async function compileSpdxSchema(
  version: SpdxVersion,
  violations: Violations,
): Promise<ValidateFunction> {
  return createLinearAjv(drafts[version], violations).compile(await loadSchema(version));
}

async function loadSchema(version: SpdxVersion): Promise<object> {
  switch (version) {
    case '2.2':
      return (await import('./schemas/spdx-2.2.schema.json', { with: { type: 'json' } })).default;
    case '2.3':
      return (await import('./schemas/spdx-2.3.schema.json', { with: { type: 'json' } })).default;
    case '3.0.1':
      return (await import('./schemas/spdx-3.0.1.schema.json', { with: { type: 'json' } })).default;
  }
}
