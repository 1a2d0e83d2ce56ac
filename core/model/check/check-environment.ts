import type { CatalogRecord } from '../catalog/catalog.ts';
import { type DraftFinding, onValue } from '../finding/draft-finding.ts';
import { closest, quoteList } from '../finding/suggest.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Settings } from '../settings/settings.ts';
import { findingOn } from './check.ts';

/** An installation in an environment that the marketplace does not declare. An absent list allows any name. */
export function checkEnvironment(
  record: CatalogRecord,
  manifest: Manifest,
  { environments }: Settings,
): DraftFinding[] {
  if (manifest.kind !== 'Installation' || environments === undefined) return [];
  if (environments.has(manifest.environment)) return [];
  const near = closest(manifest.environment, [...environments]);
  return [
    findingOn(record, 'reference/environment', onValue('/environment'), {
      message: `The environment ${manifest.environment} is not declared in the marketplace settings.`,
      help:
        near === undefined
          ? `Use ${quoteList([...environments], 6)}, or add it to the marketplace settings first.`
          : `Did you mean ${near}?`,
    }),
  ];
}
