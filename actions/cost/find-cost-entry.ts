import type { Catalog } from '@souk/model/catalog/catalog.ts';
import { closest } from '@souk/model/finding/suggest.ts';
import { type Entry, isEntryKind } from '@souk/model/manifest/manifest.ts';
import { plainText } from '@souk/model/report/plain-text.ts';
import { CostError } from './cost-error.ts';

/**
 * The app or connector with this id.
 *
 * @throws {CostError} `usage` when there is none, `blocked` when its manifest cannot be read
 */
export function findCostEntry(id: string, catalog: Catalog): Entry {
  const record = catalog.getEntry(id);
  if (record === undefined) {
    const ids = catalog.records.flatMap(({ key }) => (isEntryKind(key.kind) ? [key.id] : []));
    const near = closest(id, ids);
    throw new CostError(
      'usage',
      `There is no app or connector ${plainText(JSON.stringify(id))} in this catalog. ${near === undefined ? 'Name it by its id, such as the folder below catalog/apps.' : `Did you mean ${near}?`}`,
    );
  }
  const entry = catalog.entry(id);
  if (entry !== undefined) return entry;
  throw new CostError(
    'blocked',
    `${record.path}: nothing can be told of a manifest that does not satisfy its schema. What is wrong with it: souk check --all --only schema`,
  );
}
