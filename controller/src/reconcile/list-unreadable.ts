import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { locateDrafts } from '@souk/model/check/check-catalog.ts';
import type { UnreadableFile } from '../store/source-tables.ts';
import type { BrokenFile } from './catalog-state.ts';

/** What is said of each broken file, in the order of the paths. */
export async function listUnreadable(
  broken: ReadonlyMap<string, BrokenFile>,
  snapshot: CatalogSnapshot,
): Promise<UnreadableFile[]> {
  const drafts = [...broken.values()]
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap(({ path, problems: [first] }) => (first === undefined ? [] : [{ ...first, path }]));
  const { findings } = await locateDrafts(drafts, snapshot);
  return findings.map(({ rule, message, location: { path, line } }) => ({ path, rule, message, line }));
}
