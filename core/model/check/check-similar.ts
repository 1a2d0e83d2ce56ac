import type { CatalogRecord } from '../catalog/catalog.ts';
import { type DraftFinding, onValue } from '../finding/draft-finding.ts';
import type { SimilarEntry } from '../similar/find-similar.ts';
import { type Check, findingOn } from './check.ts';

/** Shows the author of a new entry what already exists, before anything is built twice. */
export const checkSimilar: Check = {
  name: 'similar',
  run: (context) =>
    context.similar.flatMap(({ record, similar }) => similar.map((other) => nudge(record, other))),
};

function nudge(record: CatalogRecord, { entry, score, shared }: SimilarEntry): DraftFinding {
  return findingOn(record, 'similar/entry', onValue('/name'), {
    message: `${entry.name} (${entry.id}, team ${entry.owner}) is ${Math.round(score * 100)}% alike: ${shared.map((term) => term.replace(/^(scope|api) /, '')).join(', ')}.`,
    help: 'Look at it first: installing or extending it may be all you need.',
  });
}
