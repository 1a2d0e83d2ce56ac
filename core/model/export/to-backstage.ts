import { type EntityKey, isEntry, type Manifest } from '../manifest/manifest.ts';
import { type BackstageEntity, entity } from './backstage-entity.ts';
import { exportEntry, type ReadAttachment } from './entry-entities.ts';
import { entriesOf, inStableOrder } from './export-order.ts';
import { exportTeams } from './team-entities.ts';

export interface BackstageExport {
  readonly entities: readonly BackstageEntity[];
  /** What has no counterpart in Backstage. */
  readonly skipped: readonly EntityKey[];
}

/**
 * The catalog as Backstage entities: entries become Components and APIs, teams Groups and Users, and each
 * business domain a Domain with one System, because components can only be in systems.
 */
export function exportBackstage(
  manifests: readonly Manifest[],
  readAttachment: ReadAttachment = () => undefined,
): BackstageExport {
  const entries = entriesOf(manifests);
  const teams = inStableOrder(manifests).filter((manifest) => manifest.kind === 'Team');
  const names = new Set<string>();
  const parts = entries
    .flatMap((entry) => exportEntry(entry, readAttachment))
    .filter((part) => part.kind !== 'API' || isFirst(part, names));
  const entities = [...exportDomains(entries), ...parts, ...exportTeams(teams)];
  const skipped = inStableOrder(manifests).filter(
    (manifest) => !isEntry(manifest) && manifest.kind !== 'Team',
  );
  return { entities, skipped: skipped.map(({ kind, id }) => ({ kind, id })) };
}

/** A contract that several entries provide is one API. */
function isFirst(api: BackstageEntity, names: Set<string>): boolean {
  const name = api.metadata.name.toLowerCase();
  return !names.has(name) && names.add(name) !== undefined;
}

function exportDomains(entries: ReturnType<typeof entriesOf>): BackstageEntity[] {
  const owners = new Map<string, string>();
  for (const { domain, owner } of entries)
    if (domain !== undefined && !owners.has(domain)) owners.set(domain, owner);
  const domains = [...owners].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return domains.flatMap(([domain, owner]) => {
    const spec = { owner: `group:default/${owner}` };
    return [
      entity('Domain', { name: domain }, spec),
      entity('System', { name: domain }, { ...spec, domain }),
    ];
  });
}
