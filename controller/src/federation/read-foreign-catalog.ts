import { listSizedCommit } from '@souk/git/list-commit.ts';
import { ManifestCache } from '@souk/git/manifest-cache.ts';
import { readListing } from '@souk/git/read-catalog.ts';
import type { Repository } from '@souk/git/repository.ts';
import type { TreeListing } from '@souk/git/tree-file.ts';
import type { CatalogRecord } from '@souk/model/catalog/catalog.ts';
import { createRoles } from '@souk/model/catalog/catalog-layout.ts';
import type { Manifest, Source } from '@souk/model/manifest/manifest.ts';
import { kindsOf } from './federated-source.ts';
import type { ForeignLimits } from './foreign-limits.ts';
import { SourceRefusal } from './source-refusal.ts';

/** What another catalog says at a commit, as far as it is read. */
export interface ForeignCatalog {
  readonly entities: readonly ForeignEntity[];
  /** Files that are not used, and why; those of kinds that are not read are not among them. */
  readonly leftOut: readonly LeftOut[];
}

export interface ForeignEntity {
  readonly path: string;
  readonly manifest: Manifest;
}

export interface LeftOut {
  readonly path: string;
  readonly reason: string;
}

/**
 * Reads another catalog from its objects. Each file is held against its schema and used or left out by itself.
 *
 * @throws {SourceRefusal} when there is more than the limits allow: then nothing of it is used
 * @throws {GitError}
 */
export async function readForeignCatalog(
  repository: Repository,
  commit: string,
  source: Source,
  limits: ForeignLimits,
): Promise<ForeignCatalog> {
  const listing = await listSizedCommit(repository, commit, limits.listingBytes);
  checkListing(listing, limits);
  const cache = await ManifestCache.load(repository);
  const { catalog, unreadable } = await readListing(listing, { repository, cache }, commit);
  const kinds: ReadonlySet<string> = new Set(kindsOf(source));
  const records = catalog.records.filter(({ key }) => kinds.has(key.kind));
  if (records.length > limits.entities)
    throw new SourceRefusal(
      `It holds more than ${limits.entities} entities of the kinds that are read; nothing is taken over.`,
    );
  const entities: ForeignEntity[] = [];
  const leftOut = unreadable.map(({ path, problems }) => ({ path, reason: problems[0]?.message ?? '' }));
  for (const record of records) {
    const { path, manifest } = record;
    const reason = whyUnfit(record, catalog.get(record.key)?.path);
    if (reason === undefined && manifest !== undefined) entities.push({ path, manifest });
    else leftOut.push({ path, reason: reason ?? 'It can not be read.' });
  }
  return { entities, leftOut: leftOut.toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
}

function checkListing(listing: TreeListing, limits: ForeignLimits): void {
  const roleOf = createRoles((path) => listing.has(path));
  let manifests = 0;
  let bytes = 0;
  for (const { path, size = 0 } of listing.values()) {
    if (roleOf(path).role !== 'manifest') continue;
    manifests++;
    bytes += size;
  }
  if (manifests > limits.manifests)
    throw new SourceRefusal(`It holds more than ${limits.manifests} manifests; nothing is taken over.`);
  if (bytes > limits.manifestBytes)
    throw new SourceRefusal(
      `Its manifests are larger than ${limits.manifestBytes / 2 ** 20} MiB together; nothing is taken over.`,
    );
}

function whyUnfit({ path, problems }: CatalogRecord, chosenPath: string | undefined): string | undefined {
  if (problems.length > 0) return problems[0]?.message;
  return chosenPath === path ? undefined : `${chosenPath} has the same kind and id.`;
}
