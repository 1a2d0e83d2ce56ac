import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { defaultSbomSettings } from '../sbom/default-settings.ts';
import { readSbom } from '../sbom/read-sbom.ts';
import { createSchemaValidators, type SchemaValidators } from '../sbom/schema-validators.ts';

interface Conformance {
  readonly name: string;
  readonly total: number;
  readonly passed: number;
  readonly failures: string[];
  readonly skipped?: string;
}

interface Suite {
  readonly name: string;
  readonly folder: string;
  readonly pattern: string;
  readonly expectsValid: (file: string) => boolean;
}

const suites: readonly Suite[] = [
  {
    name: 'CycloneDX: official documents, valid and invalid',
    folder: 'cyclonedx',
    // The two files that begin with skip_ are marked by the suite itself as no cases.
    pattern: '**/{valid,invalid}-*.{json,xml}',
    expectsValid: (file) => basename(file).startsWith('valid-'),
  },
  { name: 'SPDX: published examples', folder: 'spdx', pattern: '**/*.{json,spdx}', expectsValid: () => true },
];

/** Holds the reader against the documents that the formats publish. */
export async function sbomConformance(dataDir: string): Promise<Conformance[]> {
  const validators = createSchemaValidators();
  const results: Conformance[] = [];
  for (const suite of suites) results.push(await runSuite(suite, join(dataDir, suite.folder), validators));
  return results;
}

async function runSuite(suite: Suite, folder: string, validators: SchemaValidators): Promise<Conformance> {
  const { name } = suite;
  if (!existsSync(folder))
    return { name, total: 0, passed: 0, failures: [], skipped: `${folder} is not there` };
  const failures: string[] = [];
  let total = 0;
  for await (const file of glob(suite.pattern, { cwd: folder })) {
    total++;
    const reading = await readSbom(await readFile(join(folder, file)), defaultSbomSettings, validators);
    const expected = suite.expectsValid(file);
    if (reading.ok === expected) continue;
    failures.push(`${file}: ${reading.ok ? 'was taken as valid' : reading.problems[0].message}`);
  }
  return { name, total, passed: total - failures.length, failures };
}
