import type { Catalog } from '../catalog/catalog.ts';
import type { Manifest, Team, Waiver } from '../manifest/manifest.ts';
import { waivedKey } from '../policy/affected-subjects.ts';

/** Id of the team to talk to about an entity; undefined for what belongs to the marketplace as a whole. */
export function owningTeam(manifest: Manifest, catalog: Catalog): string | undefined {
  switch (manifest.kind) {
    case 'App':
    case 'Connector':
    case 'Collection':
    case 'Source':
      return manifest.owner;
    case 'Installation':
    case 'Subscription':
      return manifest.team;
    case 'Team':
      return manifest.id;
    case 'Waiver':
      return ownerOfWaived(manifest, catalog);
    case 'Marketplace':
    case 'PriceBook':
    case 'ScopeCatalog':
      return undefined;
  }
}

/** That team itself; undefined also where the catalog does not have it. */
export function findOwningTeam(manifest: Manifest | undefined, catalog: Catalog): Team | undefined {
  const id = manifest && owningTeam(manifest, catalog);
  const team = id === undefined ? undefined : catalog.get({ kind: 'Team', id })?.manifest;
  return team?.kind === 'Team' ? team : undefined;
}

function ownerOfWaived(waiver: Waiver, catalog: Catalog): string | undefined {
  const waived = catalog.get(waivedKey(waiver))?.manifest;
  return waived === undefined || waived.kind === 'Waiver' ? undefined : owningTeam(waived, catalog);
}
