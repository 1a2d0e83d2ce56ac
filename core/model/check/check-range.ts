import satisfies from 'semver/functions/satisfies.js';
import gtr from 'semver/ranges/gtr.js';
import type { Catalog, CatalogRecord } from '../catalog/catalog.ts';
import { type DraftFinding, onValue } from '../finding/draft-finding.ts';
import type { Installation } from '../manifest/manifest.ts';
import { findingOn } from './check.ts';

/** Whether the version of an app that the catalog offers satisfies the range of an installation. */
export function checkRange(record: CatalogRecord, installation: Installation, head: Catalog): DraftFinding[] {
  const app = head.entry(installation.app);
  if (app === undefined || satisfies(app.version, installation.version, { includePrerelease: true }))
    return [];
  // The registry keeps every version that was merged, so an older one may still be there to run.
  const older = gtr(app.version, installation.version);
  return [
    findingOn(record, 'reference/range', onValue('/version'), {
      level: older ? 'warn' : 'deny',
      message: older
        ? `The range ${installation.version} leaves out ${app.version}, the version of ${app.id} that the catalog offers; an older one keeps running.`
        : `No version of ${app.id} satisfies ${installation.version}; the catalog offers ${app.version}.`,
      help: `Use a range that includes it, such as ^${app.version}.`,
    }),
  ];
}
