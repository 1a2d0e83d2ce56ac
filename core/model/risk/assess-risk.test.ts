import { describe, expect, it } from 'vitest';
import { requireApprovals } from '../approval/require-approvals.ts';
import type { App, Manifest } from '../manifest/manifest.ts';
import { catalogOf, contextOf } from '../testing/catalogs.ts';
import { anApp, aTeam } from '../testing/manifests.ts';
import { assessChangeRisk } from './assess-change-risk.ts';
import { assessRisk } from './assess-risk.ts';

const scopes: Manifest = {
  apiVersion: 'souk/v1',
  kind: 'ScopeCatalog',
  id: 'scopes',
  scopes: [
    { name: 'mail:read', description: 'Read mail.', risk: 'low' },
    { name: 'mail:send', description: 'Send mail.', risk: 'medium' },
    { name: 'mail:purge', description: 'Delete all mail.', risk: 'high' },
  ],
};
const catalog = catalogOf([scopes]);
const harmless: Partial<App> = { data: { classification: 'internal' } };
const asking = (scope: string): Partial<App> => ({
  ...harmless,
  permissions: [{ name: 'mail', scopes: [scope] }],
});

describe('when the risk of an entry is assessed', () => {
  it.each<[string, Partial<App>, string, string[]]>([
    ['internal data and nothing else', harmless, 'low', []],
    ['public data', { data: { classification: 'public' } }, 'low', []],
    ['no word about its data', {}, 'medium', ['risk/data-class']],
    [
      'confidential data',
      { data: { classification: 'confidential' } },
      'medium',
      ['risk/data-class /data/classification'],
    ],
    [
      'restricted data',
      { data: { classification: 'restricted' } },
      'high',
      ['risk/data-class /data/classification'],
    ],
    [
      'a sensitive category',
      { data: { classification: 'internal', categories: ['business', 'health'] } },
      'high',
      ['risk/data-category /data/categories/1'],
    ],
    [
      'a compliance label',
      { ...harmless, compliance: ['internal-only', 'pii'] },
      'medium',
      ['risk/compliance /compliance/1'],
    ],
    ['a scope of low risk', asking('mail:read'), 'low', []],
    ['a scope of medium risk', asking('mail:send'), 'medium', ['risk/scope /permissions/0/scopes/0']],
    ['a scope of high risk', asking('mail:purge'), 'high', ['risk/scope /permissions/0/scopes/0']],
    ['a scope that nobody rated', asking('mail:read-all'), 'medium', ['risk/scope /permissions/0/scopes/0']],
    ['a host of our own', { ...harmless, egress: ['ledger.example.com'] }, 'low', []],
    ['a wildcard host', { ...harmless, egress: ['*.example.com'] }, 'high', ['risk/egress /egress/0']],
    [
      'a vendor that nobody rated',
      { ...harmless, egress: [{ host: 'x.example.com', vendor: 'X' }] },
      'medium',
      ['risk/egress /egress/0'],
    ],
    [
      'a vendor of low risk',
      { ...harmless, egress: [{ host: 'x.example.com', vendor: 'X', risk: 'low' }] },
      'low',
      [],
    ],
    [
      'infrastructure',
      { ...harmless, runtime: { type: 'terraform' } },
      'medium',
      ['risk/runtime /runtime/type'],
    ],
  ])('takes %s for what it is', (_name, changes, tier, reasons) => {
    const risk = assessRisk(anApp(changes), catalog);
    expect(risk.tier).toBe(tier);
    expect(risk.reasons.map(({ rule, path }) => `${rule} ${path}`.trim())).toEqual(reasons);
  });

  it('takes the highest tier, and names its reasons first', () => {
    const risk = assessRisk(anApp({ ...asking('mail:purge'), compliance: ['pii'] }), catalog);
    expect(risk.tier).toBe('high');
    expect(risk.reasons[0]?.text).toBe('It may delete all mail (mail:purge).');
  });
});

describe('when the risk of a change is assessed', () => {
  it('takes an entry that is not valid for high: it may be anything', () => {
    const { changes, head } = contextOf(catalogOf([]), catalogOf([anApp(harmless)]));
    const broken = changes.map((change) => ({
      ...change,
      after: { key: change.key, path: 'x', manifest: undefined, problems: [], mentions: () => false },
    }));
    expect(assessChangeRisk(changes, head).tier).toBe('low');
    expect(assessChangeRisk(broken, head)).toMatchObject({
      tier: 'high',
      reasons: [{ rule: 'risk/unknown' }],
    });
    expect(requireApprovals(broken, assessChangeRisk(broken, head)).autoApprovable).toBe(false);
  });

  it('takes a removal for medium', () => {
    const { changes, head } = contextOf(catalogOf([anApp(harmless)]), catalogOf([]));
    expect(assessChangeRisk(changes, head)).toMatchObject({
      tier: 'medium',
      reasons: [{ rule: 'risk/removal' }],
    });
  });
});

describe('when approvals are worked out', () => {
  const rolesFor = (before: Manifest[], after: Manifest[]): string[] => {
    const { changes, head } = contextOf(catalogOf(before), catalogOf(after));
    return requireApprovals(changes, assessChangeRisk(changes, head)).required.map(({ role }) => role);
  };

  it.each<[string, Manifest[], Manifest[], string[]]>([
    ['a harmless app', [], [anApp(harmless)], []],
    ['an app of medium risk', [], [anApp({})], ['security', 'product']],
    [
      'an app of high risk',
      [],
      [anApp({ data: { classification: 'restricted' } })],
      ['security', 'product', 'privacy', 'legal'],
    ],
    ['a team', [], [aTeam()], ['platform', 'security', 'product']],
    ['the removal of a scope catalog', [scopes], [], ['platform', 'security', 'product']],
    [
      'the settings',
      [],
      [{ apiVersion: 'souk/v1', kind: 'Marketplace', id: 'm', name: 'Market' }],
      ['platform', 'security', 'product', 'privacy', 'legal'],
    ],
    ['nothing', [aTeam()], [aTeam()], []],
  ])('asks the right roles for %s', (_name, before, after, roles) => {
    expect(rolesFor(before, after)).toEqual(roles);
  });
});
