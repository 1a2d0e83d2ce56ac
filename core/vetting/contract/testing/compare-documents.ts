import type { ContractChange } from '../change/contract-change.ts';
import { compareContract } from '../compare-contract.ts';
import type { Role } from '../contract-reference.ts';
import { createDocumentSet } from '../document/document-set.ts';
import { field } from '../document/json-value.ts';
import type { ContractVersion } from '../schema/schema-source.ts';
import { contractSettings, type Documents, filesOf } from './contracts.ts';

/** What changed between two versions of the first document of each. */
export function changesBetween(
  before: Documents,
  after: Documents,
  role: Role = 'provided-api',
): ContractChange[] {
  const changes = compareContract(versionOf(before), versionOf(after), { role, name: 'orders' }, 50_000);
  if (changes === undefined) throw new Error('The documents are of different kinds.');
  return changes;
}

function versionOf(documents: Documents): ContractVersion {
  const set = createDocumentSet(filesOf(documents), contractSettings.limits);
  const file = Object.keys(documents)[0] ?? '';
  const document = set.read(file);
  if (!document?.ok) throw new Error(`${file} does not parse.`);
  const is30 = String(field(document.value, 'openapi')).startsWith('3.0');
  return {
    documents: set,
    dialect: is30 ? 'openapi-3.0' : 'json-schema',
    root: { file, pointer: '', value: document.value },
  };
}

/** `impact rule pointer` of each change that is more than an addition. */
export function harmsBetween(before: Documents, after: Documents, role?: Role): string[] {
  return changesBetween(before, after, role)
    .filter(({ impact }) => impact !== 'additive')
    .map(
      ({ impact, rule, place }) =>
        `${impact} ${rule.replace('contract/', '')} ${'pointer' in place ? place.pointer : ''}`,
    )
    .toSorted();
}
