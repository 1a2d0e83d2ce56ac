import { wholeFile } from '@souk/model/finding/draft-finding.ts';
import type { VettedEntry, VettingFinding } from '../vetted-entry.ts';
import type { ContractChange } from './change/contract-change.ts';
import { type VersionStep, versionStep } from './change/version-step.ts';
import { compareContract } from './compare-contract.ts';
import type { ContractReference } from './contract-reference.ts';
import { detectFormat } from './document/contract-format.ts';
import type { DocumentSet } from './document/document-set.ts';
import { field, textField } from './document/json-value.ts';
import { ComparisonTooLargeError } from './schema/compare-schemas.ts';
import type { ContractVersion } from './schema/schema-source.ts';

/** A contract beside its earlier self. */
export interface ContractPair {
  readonly earlier: ContractReference;
  readonly earlierDocuments: DocumentSet;
  readonly reference: ContractReference;
  readonly documents: DocumentSet;
}

/** What changed since the earlier version of a contract, or why that cannot be told. */
export function compareWithEarlier(
  { earlier, earlierDocuments, reference }: ContractPair,
  after: ContractVersion,
  mostPairs: number,
): { readonly changes: readonly ContractChange[]; readonly findings: readonly VettingFinding[] } {
  const before = earlierVersion(earlier.file, earlierDocuments);
  try {
    const changes = before === undefined ? undefined : compareContract(before, after, reference, mostPairs);
    return changes === undefined
      ? { changes: [], findings: [notCompared(earlier, reference)] }
      : { changes, findings: [] };
  } catch (error) {
    if (!(error instanceof ComparisonTooLargeError)) throw error;
    return { changes: [], findings: [tooInterwoven(reference.file, error.message)] };
  }
}

function earlierVersion(file: string, documents: DocumentSet): ContractVersion | undefined {
  const document = documents.read(file);
  if (document === undefined || !document.ok) return undefined;
  const detected = detectFormat(document.value);
  if (!detected.ok) return undefined;
  const dialect = detected.format === 'openapi-3.0' ? 'openapi-3.0' : 'json-schema';
  return { documents, dialect, root: { file, pointer: '', value: document.value } };
}

/** The versions that have to announce a change: of the entry, and of the contract where it has its own. */
export function stepsOf(
  { entry, before }: VettedEntry,
  { earlier, earlierDocuments, reference, documents }: ContractPair,
): VersionStep[] {
  return [
    versionStep('the version of the entry', before?.version, entry.version),
    versionStep(
      `the version of ${reference.name}`,
      earlier.version ?? writtenVersion(earlier.file, earlierDocuments),
      reference.version ?? writtenVersion(reference.file, documents),
    ),
  ].filter((step) => step !== undefined);
}

function writtenVersion(file: string, documents: DocumentSet): string | undefined {
  const document = documents.read(file);
  return document?.ok ? textField(field(document.value, 'info'), 'version') : undefined;
}

function notCompared(earlier: ContractReference, { name, file }: ContractReference): VettingFinding {
  return {
    rule: 'contract/not-compared',
    file,
    message: `The contract of ${name} was not compared with the earlier one: ${earlier.file} does not parse or is of another kind.`,
    help: 'Look through the changes by hand, and raise the major version if one of them breaks consumers.',
    place: wholeFile,
  };
}

function tooInterwoven(file: string, what: string): VettingFinding {
  return {
    rule: 'contract/limit',
    file,
    message: `The contract is too interwoven to compare with the earlier version: ${what}.`,
    help: 'Use fewer nested combinations of allOf, oneOf and anyOf, or split the API.',
    place: wholeFile,
  };
}
