import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Versions whose JSON and XML forms are read. */
export const cyclonedxVersions = ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'] as const;
export type CyclonedxVersion = (typeof cyclonedxVersions)[number];

export function isCyclonedxVersion(text: string): text is CyclonedxVersion {
  return cyclonedxVersions.some((version) => version === text);
}

/** The official schemas lie in the CycloneDX library, whose references to each other name the files. */
const folder = new URL('res/schema/', import.meta.resolve('@cyclonedx/cyclonedx-library/package.json'));

export const referencedSchemas = ['spdx', 'jsf-0.82', 'cryptography-defs'].map(
  (name) => `${name}.SNAPSHOT.schema.json`,
);

/** Of 1.2 and 1.3 the strict schema, which refuses fields that the format does not have; later ones always do. */
export function schemaFile(version: CyclonedxVersion): string {
  return `bom-${version}${version === '1.2' || version === '1.3' ? '-strict' : ''}.SNAPSHOT.schema.json`;
}

export function readJsonSchema(file: string): object {
  return JSON.parse(readFileSync(fileURLToPath(new URL(file, folder)), 'utf8'));
}

export function readXmlSchema(file: string): Uint8Array {
  return readFileSync(fileURLToPath(new URL(file, folder)));
}
