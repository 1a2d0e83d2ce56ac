import type { Catalog } from '../catalog/catalog.ts';
import {
  type App,
  type Connector,
  type Entry,
  type Installation,
  type Manifest,
  type Scope,
  stageOf,
  type Team,
  type Waiver,
} from '../manifest/manifest.ts';
import { currencyOf, monthlyAmount } from '../money/monthly-amount.ts';
import type { CatalogRelations } from './catalog-relations.ts';
import { personName } from './person-name.ts';
import type {
  EntryReference,
  EnvironmentReference,
  PolicyReferences,
  PolicySettings,
  ScopeReference,
  TeamReference,
} from './policy-input.ts';

/** Where references are resolved: one catalog, with what was worked out about it before. */
export interface ReferenceSource {
  readonly catalog: Catalog;
  readonly relations: CatalogRelations;
  readonly scopes: ReadonlyMap<string, Scope>;
  readonly settings: PolicySettings;
  /** Whether there is a rule with this id, whether written in Rego or built in. */
  readonly isRule: (id: string) => boolean;
}

/** Everything that a manifest names, looked up. Keys without an answer are left out. */
export function resolveReferences(manifest: Manifest, source: ReferenceSource): PolicyReferences {
  switch (manifest.kind) {
    case 'App':
    case 'Connector':
      return entryReferences(manifest, source);
    case 'Installation':
      return installationReferences(manifest, source);
    case 'Collection':
    case 'Source':
      return present({ owner: teamReference(manifest.owner, source) });
    case 'Subscription':
      return present({ team: teamReference(manifest.team, source) });
    case 'Team':
      return present({ costCenter: costCenterReference(manifest.costCenter, source) });
    case 'Waiver':
      return { rule: ruleReference(manifest, source) };
    case 'Marketplace':
    case 'PriceBook':
    case 'ScopeCatalog':
      return {};
  }
}

function entryReferences(entry: App | Connector, source: ReferenceSource): PolicyReferences {
  const installations = source.relations.installationsOfApp(entry.id);
  const production = installations.filter(
    ({ environment }) => environmentReference(environment, source)?.production === true,
  );
  return present({
    owner: teamReference(entry.owner, source),
    backupOwner: teamReference(entry.backupOwner, source),
    replacement: entryReference(entry.lifecycle?.deprecation?.replacement, source),
    consumes: entry.apis?.consumes?.map((api) => {
      const id = typeof api === 'string' ? api : (api.app ?? api.name);
      return entryReference(id, source) ?? null;
    }),
    scopes: scopeReferences(entry, source),
    costCenter: costCenterReference(entry.costCenter, source),
    installations: {
      total: installations.length,
      production: production.length,
      teams: [...new Set(installations.map(({ team }) => team))].sort(),
    },
  });
}

function installationReferences(installation: Installation, source: ReferenceSource): PolicyReferences {
  const team = teamReference(installation.team, source);
  return present({
    team,
    app: entryReference(installation.app, source),
    environment: environmentReference(installation.environment, source),
    costCenter: costCenterReference(installation.costCenter, source),
    budget: team === undefined ? undefined : budgetReference(team, source),
  });
}

/** What the installations of a team add up to, as far as they are in the currency of its budget. */
function budgetReference(team: TeamReference, { relations, settings }: ReferenceSource) {
  const currency = team.currency ?? settings.currency;
  const committed = relations
    .installationsOfTeam(team.id)
    .filter(({ budget }) => (currencyOf(budget) ?? settings.currency) === currency)
    .reduce((sum, { budget }) => sum + (monthlyAmount(budget) ?? 0), 0);
  return present({ monthly: team.budget, committed: Math.round(committed * 100) / 100, currency });
}

function teamReference(id: string | undefined, { catalog }: ReferenceSource): TeamReference | undefined {
  if (id === undefined) return undefined;
  const team = catalog.get({ kind: 'Team', id })?.manifest as Team | undefined;
  if (team === undefined) return undefined;
  return present({
    id: team.id,
    name: team.name,
    status: team.status ?? 'active',
    people: [...new Set([...(team.members ?? []), team.lead ?? []].flat().map(personName))],
    lead: team.lead === undefined ? undefined : personName(team.lead),
    parent: team.parent,
    costCenter: team.costCenter,
    budget: monthlyAmount(team.budget),
    currency: currencyOf(team.budget),
  });
}

function entryReference(id: string | undefined, { catalog }: ReferenceSource): EntryReference | undefined {
  const entry = id === undefined ? undefined : catalog.entry(id);
  if (entry === undefined) return undefined;
  return present({
    kind: entry.kind,
    id: entry.id,
    version: entry.version,
    owner: entry.owner,
    stage: stageOf(entry),
    sunset: entry.lifecycle?.deprecation?.sunset,
    classification: entry.data?.classification,
    plan: entry.billing?.plan,
    scopes: entry.auth?.scopes ?? [],
  });
}

function environmentReference(
  name: string,
  { settings: { environments = {} } }: ReferenceSource,
): EnvironmentReference | undefined {
  return Object.hasOwn(environments, name) ? environments[name] : undefined;
}

function scopeReferences(entry: Entry, { scopes }: ReferenceSource): Record<string, ScopeReference> {
  const named = (entry.permissions ?? []).flatMap(({ scopes: names }) => names ?? []);
  return Object.fromEntries(
    [...new Set(named)].flatMap((name) => {
      const scope = scopes.get(name);
      if (scope === undefined) return [];
      const { risk, description, system, owner } = scope;
      return [[name, present({ risk, description, system, owner })]];
    }),
  );
}

function costCenterReference(name: string | undefined, { relations }: ReferenceSource) {
  return name === undefined ? undefined : { teams: relations.teamsOfCostCenter(name).map(({ id }) => id) };
}

function ruleReference({ rule }: Waiver, { isRule }: ReferenceSource): PolicyReferences['rule'] & object {
  return { id: rule, layer: rule.slice(0, Math.max(rule.indexOf('/'), 0)), known: isRule(rule) };
}

/** The same without keys that have no value: rules test whether a key is there. */
function present<Shape extends object>(
  shape: Shape,
): { [Key in keyof Shape]: Exclude<Shape[Key], undefined> } {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as never;
}
