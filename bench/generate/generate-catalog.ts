import type { Manifest } from '@souk/model/manifest/manifest.ts';
import { generateApp } from './generate-app.ts';
import { type Random, seededRandom } from './random.ts';
import { actions, domains, environments, regions, subjects, systems, tags, verbs } from './words.ts';

export interface GeneratedFile {
  readonly path: string;
  readonly content: Manifest | string;
}

export interface CatalogShape {
  readonly apps: number;
  readonly seed: number;
  /** How many of the apps have something wrong with them. */
  readonly invalid: number;
}

/** A catalog of believable size and references; the same shape gives the same files. */
export function generateCatalog({ apps, seed, invalid }: CatalogShape): GeneratedFile[] {
  const random = seededRandom(seed);
  const teams = Array.from(
    { length: Math.max(4, Math.ceil(apps / 25)) },
    (_, i) => `team-${domains[i % domains.length]}-${i}`,
  );
  const entries = Array.from({ length: apps }, (_, i) => generateApp(random, appId(random, i), teams));
  const installations = Array.from({ length: Math.ceil(apps / 2) }, (_, i) => {
    const app = random.pick(entries);
    const team = random.pick(teams);
    return at(`catalog/installations/${team}/inst-${i}.yaml`, {
      apiVersion: 'souk/v1',
      kind: 'Installation',
      id: `inst-${i}`,
      app: app.id,
      version: `^${app.version}`,
      team,
      environment: random.pick(environments),
      ...(random.chance(0.4) ? { ttl: `${random.int(30, 180)}d` } : {}),
      budget: `${random.int(10, 900)}.00`,
    });
  });
  const broken = new Set(
    Array.from({ length: invalid }, (_, i) => Math.floor((i * apps) / Math.max(invalid, 1))),
  );
  return [
    ...governingFiles(),
    ...teams.map((id, i) => at(`catalog/teams/${id}.yaml`, teamManifest(random, id, i))),
    ...entries.map((entry, i) => {
      const path = `catalog/apps/${entry.id}/manifest.yaml`;
      return broken.has(i) ? { path, content: breakManifest(random, entry) } : at(path, entry);
    }),
    ...installations,
  ];
}

function at(path: string, content: Manifest): GeneratedFile {
  return { path, content };
}

function appId(random: Random, i: number): string {
  return `${random.pick(subjects)}-${random.pick(actions)}-${i}`;
}

function teamManifest(random: Random, id: string, i: number): Manifest {
  return {
    apiVersion: 'souk/v1',
    kind: 'Team',
    id,
    name: `Team ${i} of ${domains[i % domains.length]}`,
    contact: `${id}@example.com`,
    members: Array.from({ length: random.int(3, 8) }, (_, m) => `person-${i}-${m}`),
    github: `acme/${id}`,
    costCenter: `CC-${1000 + i}`,
    budget: `${random.int(1, 20)}000.00`,
  };
}

function governingFiles(): GeneratedFile[] {
  const scopes = systems.flatMap((system) =>
    verbs.map((verb) => ({
      name: `${system}:${verb}`,
      description: `${verb} records of the ${system}`,
      risk: verb === 'read' ? ('low' as const) : verb === 'write' ? ('medium' as const) : ('high' as const),
      system,
    })),
  );
  return [
    at('catalog/marketplace.yaml', {
      apiVersion: 'souk/v1',
      kind: 'Marketplace',
      id: 'generated',
      name: 'Generated marketplace',
      currency: 'EUR',
      domains: [...domains],
      tags: [...tags],
      compliance: ['pii', 'internal-only', 'partner-data'],
      regions: [...regions],
      environments: environments.map((name) => ({ name, production: name === 'production' })),
    }),
    at('catalog/scopes.yaml', { apiVersion: 'souk/v1', kind: 'ScopeCatalog', id: 'scopes', scopes }),
    at('catalog/prices.yaml', {
      apiVersion: 'souk/v1',
      kind: 'PriceBook',
      id: 'prices',
      currency: 'EUR',
      units: ['call', 'gb', 'seat', 'hour'].map((name) => ({ name, price: '0.01' })),
    }),
  ];
}

/** One of the mistakes that authors make, as the text of the file. */
function breakManifest(random: Random, entry: Manifest): string {
  const text = JSON.stringify(entry, null, 2);
  const mistakes: readonly ((text: string) => string)[] = [
    (valid) => valid.replace('"owner":', '"ownr":'),
    (valid) => valid.replace(/"version": "[^"]+"/, '"version": "1.4"'),
    (valid) => valid.replace(/"owner": "[^"]+"/, '"owner": "team-that-never-was"'),
    (valid) => valid.slice(0, -2),
  ];
  return random.pick(mistakes)(text);
}
