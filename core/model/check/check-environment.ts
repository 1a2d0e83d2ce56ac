import type { CatalogRecord } from '../catalog/catalog.ts';
import { type DraftFinding, onValue } from '../finding/draft-finding.ts';
import { closest, quoteList, surest } from '../finding/suggest.ts';
import { fixOf } from '../finding/write-fix.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Settings } from '../settings/settings.ts';
import { findingOn } from './check.ts';

/**
 * An installation in an environment that the marketplace does not declare. An absent list allows any name.
 *
 * @param declared the settings that judge the change, and those that it leaves behind
 */
export function checkEnvironment(
  record: CatalogRecord,
  manifest: Manifest,
  declared: readonly Settings[],
): DraftFinding[] {
  if (manifest.kind !== 'Installation') return [];
  const environments = declared
    .map((settings) => settings.environments)
    .find((names) => names !== undefined && !names.has(manifest.environment));
  if (environments === undefined) return [];
  const near = closest(manifest.environment, [...environments]);
  return [
    findingOn(record, 'reference/environment', onValue('/environment'), {
      message: `The environment ${manifest.environment} is not declared in the marketplace settings.`,
      help:
        near === undefined
          ? `Use ${quoteList([...environments], 6)}, or add it to the marketplace settings first.`
          : `Did you mean ${near}?`,
      ...fixOf(manifest.environment, surest(manifest.environment, [...environments])),
    }),
  ];
}
