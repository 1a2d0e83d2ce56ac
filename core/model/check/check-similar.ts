import { type DraftFinding, onValue } from '../finding/draft-finding.ts';
import { type Entry, isEntry } from '../manifest/manifest.ts';
import { findSimilar, type SimilarEntry } from '../similar/find-similar.ts';
import { type Check, type CheckContext, findingOn } from './check.ts';
import type { CatalogRecord } from '../catalog/catalog.ts';

/** Shows the author of a new entry what already exists, before anything is built twice. */
export const checkSimilar: Check = {
  name: 'similar',
  run: (context) => similarToNew(context).flatMap(({ record, similar }) => similar.map((other) => nudge(record, other))),
};

export interface SimilarToNew {
  readonly record: CatalogRecord;
  readonly similar: readonly SimilarEntry[];
}

/** For each new entry the existing ones with much the same purpose. */
export function similarToNew({ changes, base, settings }: CheckContext): SimilarToNew[] {
  const fresh = changes.flatMap(({ type, after }) => {
    const manifest = after?.manifest;
    return type === 'added' && after !== undefined && manifest !== undefined && isEntry(manifest) ? [{ record: after, manifest }] : [];
  });
  if (fresh.length === 0 || fresh.length > MOST_NEW) return [];
  const existing: Entry[] = [...base.manifestsOf('App'), ...base.manifestsOf('Connector')].filter(
    ({ lifecycle }) => lifecycle?.stage !== 'retired',
  );
  return fresh.map(({ record, manifest }) => ({ record, similar: findSimilar(manifest, existing, settings.similar) }));
}

/** A bulk import is no author who could reuse something. */
const MOST_NEW = 50;

function nudge(record: CatalogRecord, { entry, score, shared }: SimilarEntry): DraftFinding {
  return findingOn(record, 'similar/entry', onValue('/name'), {
    message: `${entry.name} (${entry.id}, team ${entry.owner}) is ${Math.round(score * 100)}% alike: ${shared.map((term) => term.replace(/^(scope|api) /, '')).join(', ')}.`,
    help: 'Look at it first: installing or extending it may be all you need.',
  });
}
