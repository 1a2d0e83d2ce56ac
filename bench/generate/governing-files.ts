import type { Marketplace, PriceBook, ScopeCatalog } from '@souk/model/manifest/manifest.ts';
import type { TeamPlan } from './generate-teams.ts';
import { domains, environments, regions, systems, tags, verbs } from './words.ts';

const maxTtl: Readonly<Record<string, string>> = { dev: '30d', staging: '180d' };
const roles = ['security', 'privacy', 'legal', 'finance', 'product', 'ops', 'platform'] as const;

/** The settings, with a team behind each role. */
export function generateMarketplace(teams: readonly TeamPlan[]): Marketplace {
  return {
    apiVersion: 'souk/v1',
    kind: 'Marketplace',
    id: 'generated',
    name: 'Generated marketplace',
    currency: 'EUR',
    domains: [...domains],
    tags: [...tags],
    compliance: ['pii', 'internal-only', 'partner-data'],
    regions: [...regions],
    environments: environments.map((name) => ({
      name,
      production: name === 'production',
      // Most of what is generated are containers, and nothing of it has code that could run beside the controller.
      driver: 'kubernetes',
      ...(maxTtl[name] === undefined ? {} : { maxTtl: maxTtl[name] }),
    })),
    roles: Object.fromEntries(
      roles.flatMap((role, i) => {
        const team = teams[i % teams.length];
        return team === undefined ? [] : [[role, { team: team.id }]];
      }),
    ),
  };
}

export function generateScopes(): ScopeCatalog {
  const scopes = systems.flatMap((system) =>
    verbs.map((verb) => ({
      name: `${system}:${verb}`,
      description: `${verb} records of the ${system}`,
      risk: verb === 'read' ? ('low' as const) : verb === 'write' ? ('medium' as const) : ('high' as const),
      system,
    })),
  );
  return { apiVersion: 'souk/v1', kind: 'ScopeCatalog', id: 'scopes', scopes };
}

export function generatePrices(): PriceBook {
  return {
    apiVersion: 'souk/v1',
    kind: 'PriceBook',
    id: 'prices',
    currency: 'EUR',
    units: ['call', 'gb', 'seat', 'hour'].map((name) => ({ name, price: '0.01' })),
    plans: [{ name: 'usage' }],
  };
}
