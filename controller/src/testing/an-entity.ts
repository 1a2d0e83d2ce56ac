import type { EntityRecord } from '../registry/entity-record.ts';
import type { LoadedEntity } from '../registry/read-model.ts';

/** An entity for the read model. */
export function anEntity(
  change: Partial<EntityRecord> & { readonly id: string; readonly search?: string },
): LoadedEntity {
  const { search = '', ...record } = change;
  return {
    search,
    record: {
      kind: 'App',
      name: `App ${record.id}`,
      summary: undefined,
      version: '1.0.0',
      owner: undefined,
      domain: undefined,
      tags: [],
      stage: undefined,
      runtime: undefined,
      risk: undefined,
      compliance: [],
      scopes: [],
      icon: undefined,
      path: `catalog/apps/${record.id}/manifest.yaml`,
      state: 'ready',
      updatedAt: new Date('2026-11-22T08:00:00Z'),
      ...record,
    },
  };
}
