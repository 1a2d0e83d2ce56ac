import { compareAsyncApi } from './asyncapi/compare-asyncapi.ts';
import type { ContractChange } from './change/contract-change.ts';
import type { Role } from './contract-reference.ts';
import { detectFormat } from './document/contract-format.ts';
import { compareOpenApi } from './openapi/compare-openapi.ts';
import { createSchemaComparison } from './schema/compare-schemas.ts';
import { schemaChanges } from './schema/schema-changes.ts';
import { schemaNode } from './schema/schema-node.ts';
import type { ContractVersion } from './schema/schema-source.ts';

/**
 * What a new version of a contract does to those who rely on it; undefined where the two are of different kinds.
 *
 * @throws ComparisonTooLargeError when more than `mostPairs` pairs of schemas would have to be compared
 */
export function compareContract(
  before: ContractVersion,
  after: ContractVersion,
  { role, name }: { readonly role: Role; readonly name: string },
  mostPairs: number,
): ContractChange[] | undefined {
  const kind = kindOf(after);
  if (kind === undefined || kind !== kindOf(before)) return undefined;
  switch (kind) {
    case 'openapi':
      return compareOpenApi(before, after, mostPairs);
    case 'asyncapi':
      return compareAsyncApi(before, after, mostPairs);
    case 'json-schema':
      return compareSchemaDocuments(before, after, role, name, mostPairs);
  }
}

function kindOf({ root }: ContractVersion): 'openapi' | 'asyncapi' | 'json-schema' | undefined {
  const detected = detectFormat(root.value);
  if (!detected.ok) return undefined;
  const kinds = ['openapi', 'asyncapi', 'json-schema'] as const;
  return kinds.find((kind) => detected.format.startsWith(kind));
}

function compareSchemaDocuments(
  before: ContractVersion,
  after: ContractVersion,
  role: Role,
  name: string,
  mostPairs: number,
): ContractChange[] {
  const compare = createSchemaComparison(before, after, mostPairs);
  const pair = compare(schemaNode([before.root]), schemaNode([after.root]));
  const direction = role === 'consumed-event' || role === 'input' ? 'request' : 'response';
  return schemaChanges([{ pair, direction, user: name }]);
}
