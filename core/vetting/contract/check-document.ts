import { onValue } from '@souk/model/finding/draft-finding.ts';
import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { VettingFinding } from '../vetted-entry.ts';
import { readMessages } from './asyncapi/read-messages.ts';
import type { ContractReference } from './contract-reference.ts';
import type { ContractSettings } from './contract-settings.ts';
import { checkRefs } from './document/check-refs.ts';
import { type ContractFormat, detectFormat } from './document/contract-format.ts';
import type { DocumentSet } from './document/document-set.ts';
import type { Located } from './document/located.ts';
import { checkExamples } from './example/check-examples.ts';
import { examplesOfOperations, examplesOfSchemas } from './example/list-examples.ts';
import { lintDocument } from './lint/lint-document.ts';
import { checkApiVersion } from './openapi/check-api-version.ts';
import { checkOperations } from './openapi/check-operations.ts';
import { checkSecurity } from './openapi/check-security.ts';
import { checkServers } from './openapi/check-servers.ts';
import type { Operation } from './openapi/operation.ts';
import { readOperations } from './openapi/read-operations.ts';
import { schemasOfApi } from './openapi/schemas-of-api.ts';
import { checkSchema } from './payload/check-schema.ts';
import { checkPatterns } from './schema/check-patterns.ts';
import { listSchemas } from './schema/list-schemas.ts';
import type { ContractVersion, SchemaDialect } from './schema/schema-source.ts';

/** A document of an entry, as far as it could be read. */
export interface CheckedDocument {
  readonly findings: readonly VettingFinding[];
  /** Undefined where nothing more can be said about the document. */
  readonly contract: (ContractVersion & { readonly format: ContractFormat }) | undefined;
  readonly operations: readonly Operation[];
  readonly messages: number;
  readonly examples: number;
  /** Whether it or a file that it refers to is part of the change, so that all was checked. */
  readonly isChanged: boolean;
}

/**
 * Checks a document by itself. Linter and examples take time and are left out where no file of the contract changed; the
 * linter also waits until all references lead somewhere.
 */
export async function checkDocument(
  reference: ContractReference,
  entry: Entry,
  documents: DocumentSet,
  isFileChanged: (file: string) => boolean,
  settings: ContractSettings,
): Promise<CheckedDocument> {
  const refs = checkRefs(reference.file, documents, settings.limits);
  const document = documents.read(reference.file);
  const isChanged = refs.files.some(isFileChanged);
  const nothing = { contract: undefined, operations: [], messages: 0, examples: 0, isChanged };
  if (document === undefined || !document.ok || !refs.withinLimits)
    return { ...nothing, findings: refs.findings };
  const detected = detectFormat(document.value);
  if (!detected.ok || !isOfRole(detected.format, reference)) {
    const found = detected.ok ? detected.format : detected.found;
    return { ...nothing, findings: [...refs.findings, wrongKind(reference, found)] };
  }
  const { format } = detected;
  const dialect: SchemaDialect = format === 'openapi-3.0' ? 'openapi-3.0' : 'json-schema';
  const root: Located = { file: reference.file, pointer: '', value: document.value };
  const operations = format.startsWith('openapi') ? readOperations(root, documents) : [];
  const schemas = format === 'json-schema' ? listSchemas([root]) : schemasOfApi(root, operations, documents);
  const examples = isChanged
    ? await checkExamples(
        [...examplesOfOperations(operations, documents), ...examplesOfSchemas(schemas)],
        refs.files,
        documents,
        dialect,
        settings.limits.examples,
      )
    : { findings: [], checked: 0 };
  return {
    contract: { root, documents, dialect, format },
    operations,
    messages: format.startsWith('asyncapi') ? readMessages(root, documents).length : 0,
    examples: examples.checked,
    isChanged,
    findings: [
      ...refs.findings,
      ...(format === 'json-schema' ? await checkSchema(root) : []),
      ...(format !== 'json-schema' && isChanged && refs.findings.length === 0
        ? await lintDocument(reference.file, documents, settings.lint)
        : []),
      ...(format.startsWith('openapi') ? checkApi(root, operations, reference, entry) : []),
      ...checkPatterns(schemas),
      ...examples.findings,
    ],
  };
}

function checkApi(
  root: Located,
  operations: readonly Operation[],
  reference: ContractReference,
  entry: Entry,
): VettingFinding[] {
  return [
    ...checkApiVersion(root, reference),
    ...checkOperations(root, operations),
    ...checkServers(root, operations),
    ...checkSecurity(root, operations, entry.auth),
  ];
}

function isOfRole(format: ContractFormat, { role }: ContractReference): boolean {
  return (role === 'provided-api') === format.startsWith('openapi');
}

function wrongKind({ role, file, pointer }: ContractReference, found: string): VettingFinding {
  const wanted = role === 'provided-api' ? 'OpenAPI 3.0 or 3.1' : 'JSON Schema, AsyncAPI 2.6 or AsyncAPI 3.0';
  return {
    rule: 'contract/kind',
    ...(pointer === '' ? { file } : {}),
    message: `${file} is expected to be ${wanted}; it is ${found}.`,
    help: 'Convert the document, or name the right file.',
    place: onValue(pointer),
  };
}
