import type { Catalog, CatalogRecord } from '../catalog/catalog.ts';
import type { Change } from '../change/change.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { indexRelations, searchRelations } from './catalog-relations.ts';
import type { PolicyInput } from './policy-input.ts';
import { type ReferenceSource, resolveReferences } from './resolve-references.ts';

/** Above so many entities it pays to index the whole catalog first. */
const MANY = 100;

/** One entity to judge, in the catalog where its references are looked up. */
export interface Subject {
  readonly record: CatalogRecord;
  readonly manifest: Manifest;
  /** What happened to it; absent when nothing did. */
  readonly change?: Change;
}

/** What the rules see of each subject. */
export function assembleInputs(
  subjects: readonly Subject[],
  catalog: Catalog,
  { settings, isRule }: Pick<ReferenceSource, 'settings' | 'isRule'>,
): PolicyInput[] {
  const source: ReferenceSource = {
    catalog,
    settings,
    isRule,
    relations: subjects.length > MANY ? indexRelations(catalog) : searchRelations(catalog),
    scopes: new Map(
      catalog.manifestsOf('ScopeCatalog').flatMap(({ scopes }) => scopes.map((scope) => [scope.name, scope])),
    ),
  };
  return subjects.map((subject) => ({
    ...assembleUnresolved(subject, catalog),
    refs: resolveReferences(subject.manifest, source),
  }));
}

/** What the rules see of a subject without what its manifest names, which takes longest to look up. */
export function assembleUnresolved(
  { record, manifest, change }: Subject,
  catalog: Catalog,
): Omit<PolicyInput, 'refs'> {
  return {
    entity: manifest,
    before: change?.before?.manifest ?? null,
    change: { type: change?.type ?? 'unchanged', attachments: change?.attachments ?? [] },
    evidence: { files: catalog.attachmentsOf(record.path) },
  };
}
