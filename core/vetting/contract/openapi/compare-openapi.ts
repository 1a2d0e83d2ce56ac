import { changesOf } from '../change/change-at.ts';
import type { ContractChange } from '../change/contract-change.ts';
import { textField } from '../document/json-value.ts';
import { listRefs } from '../document/list-refs.ts';
import { child, childrenOf, itemsOf, type Located } from '../document/located.ts';
import { createSchemaComparison } from '../schema/compare-schemas.ts';
import { schemaChanges } from '../schema/schema-changes.ts';
import type { ContractVersion } from '../schema/schema-source.ts';
import { compareOperation } from './compare-operation.ts';
import type { Operation } from './operation.ts';
import { readOperations } from './read-operations.ts';

/**
 * What a new version of an API does to its consumers.
 *
 * @throws ComparisonTooLargeError when more than `mostPairs` pairs of schemas would have to be compared
 */
export function compareOpenApi(
  before: ContractVersion,
  after: ContractVersion,
  mostPairs: number,
): ContractChange[] {
  const compare = createSchemaComparison(before, after, mostPairs);
  const was = new Map(
    readOperations(before.root, before.documents).map((operation) => [operation.key, operation]),
  );
  const is = new Map(
    readOperations(after.root, after.documents).map((operation) => [operation.key, operation]),
  );
  const compared = [...is.values()].flatMap((operation) => {
    const earlier = was.get(operation.key);
    return earlier === undefined ? [] : [compareOperation(earlier, operation, compare)];
  });
  return [
    ...compareServers(before.root, after.root),
    ...[...was.values()].filter(({ key }) => !is.has(key)).map((operation) => removed(operation, after.root)),
    ...[...is.values()].filter(({ key }) => !was.has(key)).map(added),
    ...compared.flatMap(({ changes }) => changes),
    ...schemaChanges(compared.flatMap(({ uses }) => uses)),
    ...compareComponents(before.root, after.root),
  ];
}

function removed({ name, at }: Operation, root: Located): ContractChange {
  const change = changesOf({ subject: name, users: [name] });
  return change('contract/operation-removed', 'breaking', { ...root, pointer: at.pointer }, 'is removed');
}

function added({ name, at }: Operation): ContractChange {
  return changesOf({ subject: name, users: [name] })(
    'contract/operation-removed',
    'additive',
    at,
    'is added',
  );
}

function compareServers(before: Located, after: Located): ContractChange[] {
  const [was, is] = [serversOf(before), serversOf(after)];
  const change = changesOf({ subject: 'The API', users: ['every operation'] });
  const at = child(after, 'servers');
  return [
    ...was
      .filter((url) => !is.includes(url))
      .map((url) => change('contract/server-removed', 'breaking', at, `is no longer served at ${url}`)),
    ...is
      .filter((url) => !was.includes(url))
      .map((url) => change('contract/server-removed', 'additive', at, `is also served at ${url}`)),
  ];
}

function serversOf(root: Located): string[] {
  const urls = itemsOf(child(root, 'servers')).map(({ value }) => textField(value, 'url') ?? '/');
  return (urls.length === 0 ? ['/'] : urls).map((url) => (url.length > 1 ? url.replace(/\/$/, '') : url));
}

/** Named schemas that were in use and are gone: nothing changes on the wire, but generated code does. */
function compareComponents(before: Located, after: Located): ContractChange[] {
  const at = child(child(after, 'components'), 'schemas');
  const gone = childrenOf(child(child(before, 'components'), 'schemas')).filter(
    ([name]) => child(at, name).value === undefined,
  );
  if (gone.length === 0) return [];
  const used = new Set(listRefs(before).map(({ ref }) => ref));
  return gone
    .filter(([name]) => used.has(`#/components/schemas/${name}`))
    .map(([name]) => {
      const change = changesOf({ subject: `The component ${name}`, users: [] });
      return change('contract/component-removed', 'risky', at, 'is removed or renamed');
    });
}
