import type { VettedEntry, VettingFinding } from '../vetted-entry.ts';
import type { ContractChange, Impact } from './change/contract-change.ts';
import { judgeChanges } from './change/judge-changes.ts';
import { limitFindings } from './change/limit-findings.ts';
import { type CheckedDocument, checkDocument } from './check-document.ts';
import { compareWithEarlier, stepsOf } from './compare-with-earlier.ts';
import type { ContractEvidence, DocumentEvidence } from './contract-evidence.ts';
import { type ContractReference, contractsOf } from './contract-reference.ts';
import type { ContractSettings } from './contract-settings.ts';
import { createDocumentSet } from './document/document-set.ts';
import { missingDocuments } from './missing-documents.ts';
import { checkUnusedScopes } from './openapi/check-security.ts';

/**
 * Judges the contracts of an entry: its OpenAPI and AsyncAPI documents and the JSON Schemas of its events and ports, each by
 * itself, against the manifest, and against the earlier version. Nothing but the files of the entry is read.
 */
export async function vetContracts(
  vetted: VettedEntry,
  settings: ContractSettings,
): Promise<{ findings: readonly VettingFinding[]; evidence: ContractEvidence }> {
  const { entry, before, files, filesBefore } = vetted;
  const earlier = before === undefined ? [] : contractsOf(before, filesBefore);
  const references = contractsOf(entry, files);
  const checked = await checkDocuments(vetted, references, settings);
  const compared = compareDocuments(vetted, references, earlier, checked, settings);
  const operations = [...checked.values()].flatMap((document) => document.operations);
  const findings = [
    ...[...checked.values()].flatMap((document) => document.findings),
    ...checkUnusedScopes(operations, entry.auth),
    ...missingDocuments(vetted, earlier),
    ...compared.findings,
  ];
  const count = (impact: Impact): number =>
    compared.changes.filter((change) => change.impact === impact).length;
  return {
    findings: limitFindings(findings, settings.limits.findings),
    evidence: {
      documents: [...checked].map(([file, document]) => evidenceOf(file, document)),
      changes: { breaking: count('breaking'), risky: count('risky'), additive: count('additive') },
    },
  };
}

/** Each document once, however many events name it. */
async function checkDocuments(
  { entry, files }: VettedEntry,
  references: readonly ContractReference[],
  settings: ContractSettings,
): Promise<ReadonlyMap<string, CheckedDocument>> {
  const documents = createDocumentSet(files, settings.limits);
  const isChanged = (file: string): boolean => files.get(file)?.changed ?? false;
  const checked = new Map<string, CheckedDocument>();
  for (const reference of references) {
    if (checked.has(reference.file)) continue;
    checked.set(reference.file, await checkDocument(reference, entry, documents, isChanged, settings));
  }
  return checked;
}

function compareDocuments(
  vetted: VettedEntry,
  references: readonly ContractReference[],
  earlierReferences: readonly ContractReference[],
  checked: ReadonlyMap<string, CheckedDocument>,
  { limits, additionsWithoutMinor }: ContractSettings,
): { readonly findings: readonly VettingFinding[]; readonly changes: readonly ContractChange[] } {
  const earlierDocuments = createDocumentSet(vetted.filesBefore, limits);
  const results = references.map((reference, i) => {
    const document = checked.get(reference.file);
    const earlier = earlierReferences.find(
      ({ role, name }) => role === reference.role && name === reference.name,
    );
    if (document?.contract === undefined || earlier === undefined) return { findings: [], changes: [] };
    // What a document of channels says does not depend on the event that names it.
    const isFirst = references.findIndex(({ file }) => file === reference.file) === i;
    const isTold = document.contract.format !== 'json-schema' && !isFirst;
    if (isTold || (!document.isChanged && earlier.file === reference.file))
      return { findings: [], changes: [] };
    const pair = { earlier, earlierDocuments, reference, documents: document.contract.documents };
    const { changes, findings } = compareWithEarlier(pair, document.contract, limits.comparisons);
    const judged = judgeChanges(
      { name: reference.name, changes, steps: stepsOf(vetted, pair) },
      additionsWithoutMinor,
    );
    return { changes, findings: [...findings, ...judged] };
  });
  return {
    findings: results.flatMap(({ findings }) => findings),
    changes: results.flatMap(({ changes }) => changes),
  };
}

function evidenceOf(file: string, document: CheckedDocument): DocumentEvidence {
  return {
    file,
    ...(document.contract === undefined ? {} : { format: document.contract.format }),
    operations: document.operations.length,
    messages: document.messages,
    examples: document.examples,
    ...(document.isChanged ? { problems: document.findings.length } : {}),
  };
}
