import type { App, Installation, Manifest } from '@souk/model/manifest/manifest.ts';
import { breakManifest } from './break-manifest.ts';
import { generateApp } from './generate-app.ts';
import { generateInstallation } from './generate-installation.ts';
import { generateTeam, planTeams, type TeamPlan } from './generate-teams.ts';
import { generateMarketplace, generatePrices, generateScopes } from './governing-files.ts';
import { type Random, seededRandom } from './random.ts';
import { spoilApp } from './spoil-app.ts';
import { actions, runtimes, stages, subjects } from './words.ts';

export interface GeneratedFile {
  readonly path: string;
  readonly content: Manifest | string;
}

export interface CatalogShape {
  readonly apps: number;
  readonly seed: number;
  /** How many of the apps have something wrong with them that no policy has to judge: they cannot be read. */
  readonly invalid: number;
}

/**
 * A catalog of believable size, references and findings; the same shape gives the same files. What the policies
 * say of it is decided here: about nine entries in ten are as they want them.
 */
export function generateCatalog({ apps, seed, invalid }: CatalogShape): GeneratedFile[] {
  const random = seededRandom(seed);
  const teams = planTeams(random, apps);
  const entries = Array.from({ length: apps }, (_, i) => generateEntry(random, i, teams));
  const installable = entries.filter(({ lifecycle }) => lifecycle?.stage !== 'retired');
  const installations = Array.from({ length: Math.ceil(apps / 2) }, (_, i) =>
    generateInstallation(random, `inst-${i}`, installable, teams),
  );
  const byTeam = Map.groupBy(installations, ({ team }) => team);
  const broken = new Set(
    Array.from({ length: invalid }, (_, i) => Math.floor((i * apps) / Math.max(invalid, 1))),
  );
  return [
    at('catalog/marketplace.yaml', generateMarketplace(teams)),
    at('catalog/scopes.yaml', generateScopes()),
    at('catalog/prices.yaml', generatePrices()),
    ...teams.map((team) =>
      at(`catalog/teams/${team.id}.yaml`, generateTeam(random, team, byTeam.get(team.id) ?? [])),
    ),
    ...entries.map((entry, i) => {
      const path = `catalog/apps/${entry.id}/manifest.yaml`;
      return broken.has(i) ? { path, content: breakManifest(random, entry) } : at(path, entry);
    }),
    ...installations.map((installation) => at(installationPath(installation), installation)),
  ];
}

/** The first app is a plain one in a container: benchmarks change it, and it has to stay as good as it was. */
function generateEntry(random: Random, i: number, teams: readonly TeamPlan[]): App {
  const id = `${random.pick(subjects)}-${random.pick(actions)}-${i}`;
  if (i === 0) return generateApp(random, { id, stage: 'published', type: 'container' }, teams);
  const plan = { id, stage: random.pick(stages), type: random.pick(runtimes) };
  return spoilApp(random, generateApp(random, plan, teams));
}

function installationPath({ team, id }: Installation): string {
  return `catalog/installations/${team}/${id}.yaml`;
}

function at(path: string, content: Manifest): GeneratedFile {
  return { path, content };
}
