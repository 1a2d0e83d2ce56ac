import { Catalog } from '@souk/model/catalog/catalog.ts';
import { createVetting, type EntryVetter } from '@souk/vetting/pipeline/create-vetting.ts';
import { entryFilesOf, type FileTree } from '@souk/vetting/pipeline/entry-files-of.ts';
import type { VettingPolicies } from './open-vetting-policies.ts';

const nothing = { catalog: new Catalog([], new Set()), readFiles: async () => new Map() };

/** Looks through the entries of a catalog as they stand, in a thread of its own, held against one edition of advisories. */
export function openVetter(
  snapshot: FileTree,
  { settings, trustRoot }: VettingPolicies,
  advisories: string,
  now: Date,
): EntryVetter {
  return createVetting({
    settings,
    files: entryFilesOf({ base: nothing, head: snapshot, changedPaths: [], all: true }),
    advisories: { dir: advisories, demanded: settings.limits.demandAdvisories },
    ...(trustRoot === undefined ? {} : { trustRoot }),
    // One that takes too long is its own fault, and never that of those after it.
    mostTimeouts: Number.POSITIVE_INFINITY,
    now,
  });
}
