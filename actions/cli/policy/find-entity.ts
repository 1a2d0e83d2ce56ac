import type { Catalog, CatalogRecord } from '@souk/model/catalog/catalog.ts';
import { closest } from '@souk/model/finding/suggest.ts';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import { UsageError } from '../exit-code.ts';

/**
 * The entity that a command line names: `Kind/id`, or the id alone where only one has it.
 *
 * @throws {UsageError} when there is none, or more than one
 */
export function findEntity(name: string, catalog: Catalog): CatalogRecord {
  const keys = [...new Map(catalog.records.map(({ key }) => [formatKey(key), key])).entries()];
  const wanted = name.toLowerCase();
  const found = keys.filter(([text, { id }]) =>
    name.includes('/') ? text.toLowerCase() === wanted : id === name,
  );
  const [only] = found;
  if (only === undefined) {
    const near = closest(
      name,
      name.includes('/') ? keys.map(([text]) => text) : keys.map(([, { id }]) => id),
    );
    throw new UsageError(
      `There is no entity ${JSON.stringify(name)} in this catalog. ${near === undefined ? 'Name it by kind and id, such as App/payroll-export.' : `Did you mean ${near}?`}`,
    );
  }
  if (found.length > 1) {
    throw new UsageError(
      `${JSON.stringify(name)} is the id of several: ${found.map(([text]) => text).join(', ')}. Write one of them.`,
    );
  }
  const record = catalog.get(only[1]);
  if (record === undefined) throw new Error('A key of a catalog leads to a record.');
  return record;
}
