import type { EntityKey, Manifest } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import { appendEvents } from '../../events/append-events.ts';
import type { Store } from '../../store/store.ts';
import { writeRows } from '../../store/write-rows.ts';
import { pathOf } from '../../testing/catalog-snapshot.ts';

export interface CatalogEdit {
  readonly put?: readonly Manifest[];
  readonly remove?: readonly EntityKey[];
}

/** Brings manifests into the registry as a sync and the vetting would, with the events that tell of them. */
export async function writeCatalog(
  { db }: Store,
  { put = [], remove = [] }: CatalogEdit,
  now: Date,
): Promise<void> {
  const entities = put.map((manifest) => ({
    ...{ kind: manifest.kind, id: manifest.id, path: pathOf(manifest), digest: 'd', fingerprint: 'f' },
    ...{ state: 'ready', manifest, risk_reasons: [], attachments: [], search: '', updated_at: now },
    version: 'version' in manifest ? manifest.version : null,
    owner: 'owner' in manifest ? manifest.owner : null,
    facets: { tag: [], scope: [], compliance: [] },
  }));
  const versions = put.flatMap((manifest) =>
    manifest.kind === 'App' || manifest.kind === 'Connector'
      ? [
          {
            ...{ kind: manifest.kind, id: manifest.id, version: manifest.version, digest: 'd', commit: 'c1' },
            ...{ first_seen_at: now, manifest, path: pathOf(manifest), verdict: 'pass' },
          },
        ]
      : [],
  );
  await db.transaction().execute(async (transaction) => {
    await writeRows(transaction, 'entity', entities, {
      onConflict: sql`on conflict (kind, id) do update set
        manifest = excluded.manifest, version = excluded.version, owner = excluded.owner`,
    });
    await writeRows(transaction, 'entity_version', versions, { onConflict: sql`on conflict do nothing` });
    for (const { kind, id } of remove)
      await transaction.deleteFrom('entity').where('kind', '=', kind).where('id', '=', id).execute();
    await transaction.updateTable('sync_cursor').set({ fingerprint: 'f', commit: 'c1' }).execute();
    const events = [
      ...put.map(({ kind, id }) => ({ kind, id, change: 'modified' as const })),
      ...remove.map(({ kind, id }) => ({ kind, id, change: 'removed' as const })),
    ];
    await appendEvents(
      transaction,
      events.map(({ kind, id, change }) => ({
        ...{ type: `${kind.toLowerCase()}.${change}`, entity: { kind, id }, change, data: {} },
      })),
      { revision: 1, now },
    );
  });
}
