import type { Catalog } from '../catalog/catalog.ts';
import type { Installation, Team } from '../manifest/manifest.ts';

/** Look-ups in the direction against the references: who is installed, who pays. */
export interface CatalogRelations {
  installationsOfApp(id: string): readonly Installation[];
  installationsOfTeam(id: string): readonly Installation[];
  teamsOfCostCenter(name: string): readonly Team[];
}

/** Parses only the manifests that mention what is asked for: cheap for a few questions. */
export function searchRelations(catalog: Catalog): CatalogRelations {
  const installations = catalog.ofKind('Installation');
  const teams = catalog.ofKind('Team');
  const mentioning = (word: string): Installation[] =>
    installations.flatMap((record) =>
      record.mentions(word) && record.manifest !== undefined ? [record.manifest as Installation] : [],
    );
  return {
    installationsOfApp: (id) => mentioning(id).filter(({ app }) => app === id),
    installationsOfTeam: (id) => mentioning(id).filter(({ team }) => team === id),
    teamsOfCostCenter: (name) =>
      teams.flatMap((record) => {
        const team = record.mentions(name) ? (record.manifest as Team | undefined) : undefined;
        return team?.costCenter === name ? [team] : [];
      }),
  };
}

/** A catalog is judged slice by slice. */
const indexes = new WeakMap<Catalog, CatalogRelations>();

/** Parses everything once: cheaper when the whole catalog is judged. */
export function indexRelations(catalog: Catalog): CatalogRelations {
  const known = indexes.get(catalog);
  if (known !== undefined) return known;
  const relations = buildIndex(catalog);
  indexes.set(catalog, relations);
  return relations;
}

function buildIndex(catalog: Catalog): CatalogRelations {
  const installations = catalog.manifestsOf('Installation');
  const byApp = Map.groupBy(installations, ({ app }) => app);
  const byTeam = Map.groupBy(installations, ({ team }) => team);
  const byCostCenter = Map.groupBy(catalog.manifestsOf('Team'), ({ costCenter }) => costCenter);
  return {
    installationsOfApp: (id) => byApp.get(id) ?? [],
    installationsOfTeam: (id) => byTeam.get(id) ?? [],
    teamsOfCostCenter: (name) => byCostCenter.get(name) ?? [],
  };
}
