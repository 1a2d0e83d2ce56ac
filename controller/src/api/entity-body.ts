import type { EntityRecord } from '../registry/entity-record.ts';
import type { StoredEntity } from '../registry/read-entity.ts';
import type { Registry } from '../registry/registry.ts';

/** The body of one entity in a list. */
export function summaryBody(record: EntityRecord, registry: Registry) {
  const { sourceId, ...own } = record;
  return {
    ...own,
    ownerName: registry.teamName(record.owner),
    updatedAt: record.updatedAt.toISOString(),
    origin: sourceId === undefined ? undefined : originBody(sourceId, registry),
  };
}

/** Where an entity of another catalog comes from, and whether it can be installed here. */
function originBody(source: string, registry: Registry) {
  const access = registry.accessOf(source);
  return { source, namespace: access?.namespace ?? '', installable: access?.installable ?? false };
}

/** The body of an entity's own page. */
export function detailBody(record: EntityRecord, stored: StoredEntity, registry: Registry) {
  return {
    ...summaryBody(record, registry),
    manifest: stored.manifest,
    riskReasons: stored.riskReasons,
    source: { path: record.path, commit: stored.commit },
    references: stored.references.map(({ relation, kinds, id }) => {
      const target = registry.resolve(kinds, id);
      return {
        relation,
        kind: target?.kind ?? kinds[0],
        id,
        name: target?.name,
        exists: target !== undefined,
      };
    }),
    referencedBy: stored.referrers
      // `app: crm` means the App where there is also a Connector of that id.
      .filter(({ kinds }) => registry.resolve(kinds, record.id) === record)
      .map(({ relation, from }) => ({ relation, ...from, name: registry.get(from)?.name })),
    conditions: stored.conditions.map(({ changedAt, ...condition }) => ({
      ...condition,
      changedAt: changedAt.toISOString(),
    })),
    findings: stored.findings,
    attachments: stored.attachments,
  };
}
