import { describe, expect, it } from 'vitest';
import type { Manifest } from '../manifest/manifest.ts';
import { catalogOf } from '../testing/catalogs.ts';
import {
  aConnector,
  aMarketplace,
  anApp,
  anInstallation,
  aPriceBook,
  aScopeCatalog,
  aTeam,
  aWaiver,
} from '../testing/manifests.ts';
import { settingsOf } from '../testing/policies.ts';
import { indexRelations } from './catalog-relations.ts';
import type { PolicyReferences, PolicySettings } from './policy-input.ts';
import { resolveReferences } from './resolve-references.ts';

const crm = {
  name: 'crm:read',
  description: 'Reads.',
  risk: 'low',
  system: 'crm',
  owner: 'finance',
} as const;
const others: readonly Manifest[] = [
  aTeam({
    members: ['ada', { name: 'Grace', email: 'grace@example.com' }, { name: 'Joan' }, 'ada'],
    lead: { github: 'lead', name: 'Lea' },
    costCenter: 'CC-1',
    budget: { monthly: '500.50', currency: 'CHF' },
    parent: 'holding',
  }),
  aTeam({ id: 'ops', name: 'Ops', status: 'disbanded', costCenter: 'CC-1' }),
  aConnector({
    auth: { type: 'oidc', scopes: ['crm:read'] },
    data: { classification: 'internal' },
    billing: { plan: 'usage' },
    lifecycle: {
      stage: 'deprecated',
      deprecation: { announced: '2026-11-01', sunset: '2027-06-30' },
    },
  }),
  anInstallation({ id: 'one', team: 'ops', budget: '10.10' }),
  anInstallation({
    id: 'two',
    team: 'finance',
    environment: 'dev',
    budget: { monthly: 20.2, currency: 'CHF' },
  }),
  anInstallation({
    id: 'three',
    team: 'finance',
    environment: 'gone',
    budget: { monthly: 0.15, currency: 'CHF' },
  }),
  anInstallation({ id: 'four', team: 'finance', app: 'crm-sync', budget: '7' }),
  anInstallation({ id: 'five', team: 'finance', app: 'crm-sync' }),
];
const catalog = catalogOf(others);
const settings: PolicySettings = settingsOf({
  environments: {
    production: { name: 'production', production: true },
    dev: { name: 'dev', production: false, maxTtl: '30d' },
  },
});

const refsOf = (manifest: Manifest, changes: Partial<PolicySettings> = {}): PolicyReferences =>
  resolveReferences(manifest, {
    catalog,
    settings: { ...settings, ...changes },
    relations: indexRelations(catalog),
    scopes: new Map([[crm.name, crm]]),
    isRule: (id) => id === 'org/known',
  });

const finance = {
  id: 'finance',
  name: 'Finance',
  status: 'active',
  people: ['ada', 'grace@example.com', 'Joan', 'lead'],
  lead: 'lead',
  parent: 'holding',
  costCenter: 'CC-1',
  budget: 500.5,
  currency: 'CHF',
};
const ops = { id: 'ops', name: 'Ops', status: 'disbanded', people: [], costCenter: 'CC-1' };
const crmSync = {
  kind: 'Connector',
  id: 'crm-sync',
  version: '1.4.2',
  owner: 'finance',
  stage: 'deprecated',
  sunset: '2027-06-30',
  classification: 'internal',
  plan: 'usage',
  scopes: ['crm:read'],
};
const installed = { total: 3, production: 1, teams: ['finance', 'ops'] };

describe('when what an entry names is resolved', () => {
  it('finds teams, providers in their order, scopes, payers and installations', () => {
    const app = anApp({
      backupOwner: 'ops',
      costCenter: 'CC-1',
      apis: { consumes: ['crm-sync', { name: 'x', app: 'crm-sync' }, { name: 'crm-sync' }, 'nothing'] },
      permissions: [
        { name: 'crm', scopes: ['crm:read', 'crm:write', 'crm:read'], reason: 'Reads leads.' },
        { name: 'none', reason: 'Nothing yet.' },
      ] as never,
      lifecycle: {
        stage: 'deprecated',
        deprecation: { announced: '2026-11-01', sunset: '2027-06-30', replacement: 'crm-sync' },
      },
    });
    expect(refsOf(app)).toEqual({
      owner: finance,
      backupOwner: ops,
      replacement: crmSync,
      consumes: [crmSync, crmSync, crmSync, null],
      scopes: { 'crm:read': { risk: 'low', description: 'Reads.', system: 'crm', owner: 'finance' } },
      costCenter: { teams: ['finance', 'ops'] },
      installations: installed,
    });
  });

  it('has no key for what is not named or not found', () => {
    expect(refsOf(anApp({ owner: 'nobody', backupOwner: 'crm-sync' }))).toStrictEqual({
      scopes: {},
      installations: installed,
    });
    expect(refsOf(aConnector({ id: 'lonely', costCenter: 'CC-9' }))).toEqual({
      owner: finance,
      scopes: {},
      costCenter: { teams: [] },
      installations: { total: 0, production: 0, teams: [] },
    });
  });

  it('takes an entry that names no stage for a proposal, and no scopes for none', () => {
    const { lifecycle: _, ...plain } = anApp({ id: 'plain' });
    const source = catalogOf([plain]);
    const refs = resolveReferences(anApp({ apis: { consumes: ['plain'] } }), {
      catalog: source,
      settings,
      relations: indexRelations(source),
      scopes: new Map(),
      isRule: () => false,
    });
    expect(refs.consumes).toEqual([
      { kind: 'App', id: 'plain', version: '1.4.2', owner: 'finance', stage: 'proposed', scopes: [] },
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('finds nothing called %s', (name) => {
    const refs = refsOf(
      anApp({
        owner: name,
        costCenter: name,
        permissions: [{ name: 'p', scopes: [name], reason: 'None.' }] as never,
        apis: { consumes: [name] },
      }),
    );
    expect(refs).toEqual({
      scopes: {},
      consumes: [null],
      costCenter: { teams: [] },
      installations: installed,
    });
    expect(refsOf(anInstallation({ environment: name, team: name, app: name }))).toEqual({});
  });

  it('keeps a scope that is called like the prototype', () => {
    const scope = { ...crm, name: '__proto__' };
    const refs = resolveReferences(
      anApp({ permissions: [{ name: 'p', scopes: ['__proto__'], reason: 'None.' }] as never }),
      {
        catalog,
        settings,
        relations: indexRelations(catalog),
        scopes: new Map([[scope.name, scope]]),
        isRule: () => false,
      },
    );
    expect(JSON.stringify(refs.scopes)).toContain('"__proto__":{"risk":"low"');
  });
});

describe('when what an installation names is resolved', () => {
  it('adds up what the team spends in the currency of its budget', () => {
    expect(refsOf(anInstallation({ app: 'crm-sync', environment: 'dev', costCenter: 'CC-1' }))).toEqual({
      team: finance,
      app: crmSync,
      environment: { name: 'dev', production: false, maxTtl: '30d' },
      costCenter: { teams: ['finance', 'ops'] },
      budget: { monthly: 500.5, committed: 20.35, currency: 'CHF' },
    });
  });

  it('takes the currency of the marketplace where none is written', () => {
    expect(refsOf(anInstallation({ team: 'ops' })).budget).toEqual({ committed: 10.1, currency: 'EUR' });
    expect(refsOf(anInstallation({ team: 'ops' }), { currency: 'CHF' }).budget).toEqual({
      committed: 10.1,
      currency: 'CHF',
    });
    expect(refsOf(anInstallation(), { currency: 'CHF' }).budget?.committed).toBe(27.35);
  });

  it('never lets an amount that no number holds pass for none', () => {
    const huge = catalogOf([aTeam({ budget: '9'.repeat(400) }), anInstallation({ budget: '9'.repeat(400) })]);
    const { budget } = resolveReferences(anInstallation({ id: 'other', budget: '1' }), {
      catalog: huge,
      settings,
      relations: indexRelations(huge),
      scopes: new Map(),
      isRule: () => false,
    });
    const { MAX_SAFE_INTEGER } = Number;
    expect(JSON.parse(JSON.stringify(budget))).toEqual({
      monthly: MAX_SAFE_INTEGER,
      committed: MAX_SAFE_INTEGER,
      currency: 'EUR',
    });
  });

  it('has no key for what is not found', () => {
    expect(refsOf(anInstallation({ team: 'nobody', app: 'nothing', environment: 'nowhere' }))).toEqual({});
    const { environments: _, ...none } = settings;
    expect(
      resolveReferences(anInstallation({ team: 'nobody', app: 'nothing' }), {
        catalog,
        settings: none,
        relations: indexRelations(catalog),
        scopes: new Map(),
        isRule: () => false,
      }),
    ).toEqual({});
  });
});

describe('when what other kinds name is resolved', () => {
  const head = { apiVersion: 'souk/v1', id: 'x' } as const;

  it.each<[name: string, manifest: Manifest, refs: PolicyReferences]>([
    ['a team', aTeam({ costCenter: 'CC-1' }), { costCenter: { teams: ['finance', 'ops'] } }],
    ['a team without a cost center', aTeam(), {}],
    ['a waiver', aWaiver({ rule: 'org/known' }), { rule: { id: 'org/known', layer: 'org', known: true } }],
    ['a waiver of nothing', aWaiver({ rule: 'odd' }), { rule: { id: 'odd', layer: '', known: false } }],
    [
      'a collection',
      { ...head, kind: 'Collection', name: 'X', owner: 'ops', entries: ['crm-sync'] } as Manifest,
      { owner: ops as never },
    ],
    ['a source', { ...head, kind: 'Source', owner: 'ops' } as Manifest, { owner: ops as never }],
    ['a subscription', { ...head, kind: 'Subscription', team: 'ops' } as Manifest, { team: ops as never }],
    ['the marketplace', aMarketplace(), {}],
    ['a price book', aPriceBook(), {}],
    ['the scopes', aScopeCatalog(), {}],
  ])('looks up the references of %s', (_name, manifest, refs) => {
    expect(refsOf(manifest)).toStrictEqual(refs);
  });
});
