import type { App } from '@souk/model/manifest/manifest.ts';
import type { Random } from './random.ts';
import { askedVerbs, categories, systems, vendors } from './words.ts';

export type Access = Required<Pick<App, 'egress' | 'permissions' | 'auth' | 'data' | 'secrets'>> & {
  /** Systems whose APIs it consumes. */
  readonly used: readonly string[];
  /** Whether its data may be kept and handled in Europe only. */
  readonly onlyEurope: boolean;
  /** Whether the policies take it for an app of high risk, and so ask for more. */
  readonly isHighRisk: boolean;
};

/** What an app may reach and which data it handles, as policies/data/org.yaml allows. */
export function generateAccess(random: Random): Access {
  const used = random.some(systems, 3);
  const category = random.pick(categories);
  const isPersonal = 'personal' in category;
  const vendor = random.chance(0.2) ? random.pick(vendors) : undefined;
  const permissions = used.map((system) => ({
    name: system,
    type: 'oauth2',
    scopes: random.some(askedVerbs, 2).map((verb) => `${system}:${verb}`),
    reason: `Works with the records of the ${system} that the department answers for.`,
  }));
  const isSensitive = category.classification === 'restricted' || (isPersonal && vendor !== undefined);
  return {
    used,
    onlyEurope: 'onlyEurope' in category,
    isHighRisk:
      isSensitive || permissions.some(({ scopes }) => scopes.some((scope) => scope.endsWith(':export'))),
    egress: [
      ...used.map((system) => ({ host: `${system}.example.com`, purpose: `Records of the ${system}.` })),
      ...(vendor === undefined ? [] : [{ ...vendor, purpose: 'Hands results over.' }]),
    ],
    permissions,
    auth: { type: random.pick(['oidc', 'oauth2', 'mtls']), description: 'The gateway checks the caller.' },
    data: {
      classification: category.classification,
      categories: [category.name],
      residency: ['eu'],
      retention: `${random.int(1, category.months)}mo`,
      ...(isPersonal ? { privacyAssessment: `DPIA-2026-${random.int(100, 999)}` } : {}),
    },
    secrets: [{ name: 'API_TOKEN', provision: 'vault', description: 'Token of the service account.' }],
  };
}
