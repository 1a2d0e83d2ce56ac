import type { Catalog } from '../catalog/catalog.ts';
import { closest } from '../finding/suggest.ts';
import { findOwningTeam } from '../impact/owning-team.ts';
import { type EntityKey, formatKey, type Team } from '../manifest/manifest.ts';
import type { Drafted } from './request.ts';

/** What a report of a problem is about, and who answers for it. */
export interface ReportedEntity {
  readonly key: EntityKey;
  readonly path: string;
  /** Undefined when the catalog names nobody, or a team that it does not know. */
  readonly team: Team | undefined;
}

/** The entity that somebody names as `Kind/id`, or by its id alone where it is an app or a connector. */
export function findReportedEntity(text: string, catalog: Catalog): Drafted<ReportedEntity> {
  const record = catalog.records.find(({ key }) => formatKey(key) === text) ?? catalog.getEntry(text);
  if (record === undefined) {
    const near = closest(
      text,
      catalog.records.map(({ key }) => formatKey(key)),
    );
    const advice =
      near === undefined ? 'Write kind and id, such as App/label-service.' : `Did you mean ${near}?`;
    return {
      ok: false,
      problems: [{ field: 'Entry', message: `There is no such entry in the catalog. ${advice}` }],
    };
  }
  const team = findOwningTeam(record.manifest, catalog);
  return { ok: true, draft: { key: record.key, path: record.path, team } };
}
