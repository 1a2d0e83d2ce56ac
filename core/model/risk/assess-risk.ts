import type { Catalog } from '../catalog/catalog.ts';
import { appendPointer } from '../finding/json-pointer.ts';
import type { Entry } from '../manifest/manifest.ts';

export type RiskTier = 'low' | 'medium' | 'high';

/** One thing about an entry that makes it riskier, and how much. */
export interface RiskReason {
  readonly rule: string;
  /** JSON pointer into the manifest. */
  readonly path: string;
  readonly text: string;
}

export interface Risk {
  readonly tier: RiskTier;
  readonly reasons: readonly RiskReason[];
}

interface Contribution extends RiskReason {
  readonly tier: RiskTier;
}

const order: Readonly<Record<RiskTier, number>> = { low: 0, medium: 1, high: 2 };

export function highestTier(tiers: readonly RiskTier[]): RiskTier {
  return tiers.reduce((highest, tier) => (order[tier] > order[highest] ? tier : highest), 'low');
}

/** How much harm an entry could do, judged by what its manifest asks for. */
export function assessRisk(entry: Entry, catalog: Catalog): Risk {
  const contributions = [
    ...ofData(entry),
    ...ofScopes(entry, catalog),
    ...ofEgress(entry),
    ...ofRuntime(entry),
  ];
  return {
    tier: highestTier(contributions.map(({ tier }) => tier)),
    reasons: contributions
      .toSorted((a, b) => order[b.tier] - order[a.tier])
      .map(({ rule, path, text }) => ({ rule, path, text })),
  };
}

const sensitive = new Set(['pii', 'phi', 'health', 'payment', 'biometric', 'credentials']);

function ofData({ data, compliance }: Entry): Contribution[] {
  const classification = ofClassification(data?.classification);
  const categories = (data?.categories ?? []).flatMap((category, i): Contribution[] =>
    sensitive.has(category)
      ? [
          {
            rule: 'risk/data-category',
            path: appendPointer('/data/categories', i),
            tier: 'high',
            text: `It handles ${category} data.`,
          },
        ]
      : [],
  );
  const labels = (compliance ?? []).flatMap((label, i): Contribution[] =>
    label === 'pii' || label === 'phi' || label === 'partner-data'
      ? [
          {
            rule: 'risk/compliance',
            path: appendPointer('/compliance', i),
            tier: 'medium',
            text: `It carries the label ${label}.`,
          },
        ]
      : [],
  );
  return [...classification, ...categories, ...labels];
}

function ofClassification(classification: NonNullable<Entry['data']>['classification']): Contribution[] {
  const contribution = (tier: RiskTier, path: string, text: string): Contribution[] => [
    { rule: 'risk/data-class', path, tier, text },
  ];
  switch (classification) {
    case 'restricted':
      return contribution('high', '/data/classification', 'It handles restricted data.');
    case 'confidential':
      return contribution('medium', '/data/classification', 'It handles confidential data.');
    case 'internal':
    case 'public':
      return [];
    case undefined:
      // What is not declared is not known to be harmless.
      return contribution('medium', '', 'It does not say which class of data it handles.');
  }
}

function ofScopes(entry: Entry, catalog: Catalog): Contribution[] {
  const scopes = new Map(
    catalog
      .manifestsOf('ScopeCatalog')
      .flatMap((list) => list.scopes.map((scope) => [scope.name, scope] as const)),
  );
  return (entry.permissions ?? []).flatMap((permission, p) =>
    (permission.scopes ?? []).flatMap((name, s): Contribution[] => {
      const path = `/permissions/${p}/scopes/${s}`;
      const scope = scopes.get(name);
      if (scope === undefined)
        return [{ rule: 'risk/scope', path, tier: 'medium', text: `Nobody has rated the scope ${name}.` }];
      if (scope.risk === 'low') return [];
      return [
        {
          rule: 'risk/scope',
          path,
          tier: scope.risk,
          text: `It may ${lowerFirst(scope.description.replace(/\.$/, ''))} (${name}).`,
        },
      ];
    }),
  );
}

function ofEgress({ egress }: Entry): Contribution[] {
  return (egress ?? []).flatMap((target, i): Contribution[] => {
    const path = appendPointer('/egress', i);
    const host = typeof target === 'string' ? target : target.host;
    if (host.includes('*'))
      return [
        { rule: 'risk/egress', path, tier: 'high', text: `It may call any host that matches ${host}.` },
      ];
    if (typeof target === 'string' || target.vendor === undefined) return [];
    const tier = target.risk ?? 'medium';
    const rated = target.risk === undefined ? 'that nobody has rated' : `rated ${target.risk}`;
    return tier === 'low'
      ? []
      : [{ rule: 'risk/egress', path, tier, text: `It sends data to ${target.vendor}, a vendor ${rated}.` }];
  });
}

function ofRuntime({ runtime }: Entry): Contribution[] {
  return runtime.type === 'terraform'
    ? [{ rule: 'risk/runtime', path: '/runtime/type', tier: 'medium', text: 'It changes infrastructure.' }]
    : [];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
