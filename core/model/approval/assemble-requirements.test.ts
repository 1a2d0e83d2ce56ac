import { describe, expect, it } from 'vitest';
import type { Manifest } from '../manifest/manifest.ts';
import { catalogOf, contextOf } from '../testing/catalogs.ts';
import { aMarketplace, anApp, anInstallation, aTeam, aWaiver } from '../testing/manifests.ts';
import { account } from '../testing/reviews.ts';
import type { ApprovalSettings } from './approval-settings.ts';
import { assembleRequirements, type RequirementSources } from './assemble-requirements.ts';
import { readApprovalSettings } from './read-approval-settings.ts';
import type { Account } from './review.ts';

const governing: Manifest[] = [
  aMarketplace({
    roles: {
      platform: { members: ['gil'], github: 'acme/platform' },
      security: { members: ['fay'] },
    },
  }),
  aTeam({
    id: 'finance',
    lead: 'ben',
    members: ['cleo', { github: 'dan', githubId: 4 }],
    github: 'acme/finance',
  }),
  aTeam({ id: 'sales', members: ['eva'] }),
  aTeam({ id: 'empty' }),
  aTeam({ id: 'gone', status: 'disbanded', members: ['eva'] }),
];

function assemble(
  before: readonly Manifest[],
  after: readonly Manifest[],
  sources: Partial<Omit<RequirementSources, 'settings'>> & { settings?: Partial<ApprovalSettings> } = {},
) {
  const base = catalogOf([...governing, ...before]);
  const keptIds = new Set(after.map(({ kind, id }) => `${kind}/${id}`));
  const kept = governing.filter(({ kind, id }) => !keptIds.has(`${kind}/${id}`));
  const { changes } = contextOf(base, catalogOf([...kept, ...after]));
  return assembleRequirements({
    required: [],
    changes,
    base,
    author: account('ana'),
    changedPaths: [],
    strayPaths: [],
    ...sources,
    settings: { ...readApprovalSettings(base), ...sources.settings },
  });
}

/** `role: logins` of each. */
const inShort = (requirements: ReturnType<typeof assemble>): string[] =>
  requirements.map(({ role, holders }) => `${role}: ${holders.map(({ github }) => github).join(' ')}`);

const app = anApp();
const changed = anApp({ summary: 'Reads invoices of suppliers and files them.' });

describe('when rules demand approvals', () => {
  it('returns who can give them, by the settings', () => {
    const required = [{ role: 'platform', count: 2, reason: 'The risk is high.' }];
    expect(assemble([], [], { required })).toEqual([
      {
        role: 'platform',
        count: 2,
        reason: 'The risk is high.',
        holders: [{ github: 'gil', standsIn: false }],
        githubTeam: 'acme/platform',
        independent: false,
      },
    ]);
  });

  it('returns nobody for a role that the settings do not have', () => {
    const required = [{ role: 'legal', count: 1, reason: 'The risk is high.' }];
    expect(inShort(assemble([], [], { required }))).toEqual(['legal: ']);
  });

  it('returns a role once that two sources name, with the highest count and both reasons', () => {
    const required = [{ role: 'platform', count: 2, reason: 'The risk is high.' }];
    expect(assemble([], [], { required, strayPaths: ['README.md'] })).toMatchObject([
      {
        role: 'platform',
        count: 2,
        reason: 'The risk is high. Files change that platform answers for: README.md.',
      },
    ]);
  });
});

describe('when files outside the catalog change', () => {
  const paths = [
    { prefix: 'docs', roles: ['product'] },
    { prefix: 'docs/rules/', roles: ['legal'] },
    { prefix: 'LICENSE', roles: ['legal', 'platform'] },
  ];
  it('asks for places that the settings name, whoever the files belong to', () => {
    const settings = { paths: [{ prefix: 'catalog/keys/', roles: ['security'] }] };
    const roles = (path: string): string[] =>
      assemble([], [], { changedPaths: [path], settings }).map(({ role }) => role);
    expect(roles('catalog/keys/release.pub')).toEqual(['security']);
    expect(roles('catalog/keys-old/release.pub')).toEqual([]);
  });

  it.each<[strayPaths: string[], settings: Partial<ApprovalSettings>, roles: string[]]>([
    [['README.md'], {}, ['platform']],
    [['policies/rules/a.rego'], {}, ['platform', 'security']],
    [['.github/workflows/ci.yml'], {}, ['platform', 'security']],
    [['.github-old/ci.yml'], {}, ['platform']],
    [['docs/a.md'], { paths }, ['product']],
    [['docs-old/a.md'], { paths }, ['platform']],
    [['docs/rules/a.md'], { paths }, ['legal']],
    [['docs/a.md', 'docs/rules/a.md'], { paths }, ['legal', 'product']],
    [['LICENSE'], { paths }, ['legal', 'platform']],
    [['README.md'], { paths: [{ prefix: '', roles: ['product'] }] }, ['product']],
    [['README.md'], { paths: [] }, ['platform']],
  ])('returns the roles of the longest prefix: %j %j', (strayPaths, settings, roles) => {
    expect(assemble([], [], { strayPaths, settings }).map(({ role }) => role)).toEqual(roles);
  });
});

describe('when an entity is changed by somebody of another team', () => {
  it.each<[name: string, before: Manifest[], after: Manifest[], expected: string[]]>([
    ['a change', [app], [changed], ['owner:finance: ben cleo dan']],
    ['a removal', [app], [], ['owner:finance: ben cleo dan']],
    ['an addition', [], [app], ['owner:finance: ben cleo dan']],
    [
      'two entities of a team',
      [app, anApp({ id: 'b' })],
      [changed, anApp({ id: 'b', summary: 'Files invoices for people.' })],
      ['owner:finance: ben cleo dan'],
    ],
    [
      'another owner',
      [app],
      [anApp({ owner: 'sales' })],
      ['owner:finance: ben cleo dan', 'owner:sales: eva'],
    ],
    [
      'people whom the entry names on the base',
      [anApp({ maintainers: ['gil', { email: 'zoe@example.com' }], backupOwner: 'sales' })],
      [anApp({ maintainers: ['gil'], summary: 'Reads invoices of suppliers.' })],
      ['owner:finance: ben cleo dan gil eva'],
    ],
    [
      'people whom only the change names',
      [app],
      [anApp({ maintainers: ['gil'], backupOwner: 'sales' })],
      ['owner:finance: ben cleo dan'],
    ],
    [
      'maintainers of a new entry',
      [],
      [anApp({ maintainers: ['gil'], backupOwner: 'sales' })],
      ['owner:finance: ben cleo dan'],
    ],
    [
      'maintainers of one of two entries',
      [anApp({ maintainers: ['gil'] }), anApp({ id: 'z' })],
      [],
      ['owner:finance: ben cleo dan'],
    ],
    ['an installation', [anInstallation()], [], ['owner:finance: ben cleo dan']],
    ['a waiver, by the owner of what it is for', [app], [app, aWaiver()], ['owner:finance: ben cleo dan']],
    [
      'a team, by those who were in it',
      [],
      [aTeam({ id: 'sales', members: ['eva', 'ana'] })],
      ['owner:sales: eva'],
    ],
    ['a new team', [], [aTeam({ id: 'brand-new', members: ['ana'] })], []],
    ['a team that the base does not have', [], [anApp({ owner: 'brand-new' })], []],
    [
      'a team that comes along with it',
      [],
      [anApp({ owner: 'brand-new' }), aTeam({ id: 'brand-new', members: ['ana'] })],
      [],
    ],
    ['a team of nobody', [anApp({ owner: 'empty' })], [], ['platform: gil']],
    ['a disbanded team', [anApp({ owner: 'gone' })], [], ['platform: gil']],
    [
      'a disbanded team with a second one behind it',
      [anApp({ owner: 'gone', backupOwner: 'sales' })],
      [],
      ['owner:gone: eva'],
    ],
  ])('returns whose consent it needs: %s', (_name, before, after, expected) => {
    expect(inShort(assemble(before, after))).toEqual(expected);
  });

  it('says which entities it is about, and whom to ask', () => {
    expect(assemble([app], [changed])).toMatchObject([
      {
        role: 'owner:finance',
        count: 1,
        reason: 'Somebody else changes what the team finance owns or is to own: App/invoice-scanner.',
        githubTeam: 'acme/finance',
        holders: [
          { github: 'ben', standsIn: false },
          { github: 'cleo', standsIn: false },
          { github: 'dan', githubId: 4, standsIn: false },
        ],
        independent: false,
      },
    ]);
  });

  it('asks nobody where consent is switched off', () => {
    expect(assemble([app], [changed], { settings: { ownerConsent: false } })).toEqual([]);
  });

  it('asks the role of the place where the base does not say who owns it', () => {
    const [change] = contextOf(catalogOf([app]), catalogOf([changed])).changes;
    if (change?.before === undefined) throw new Error('The app should have changed.');
    const illegible = { ...change, before: { ...change.before, manifest: undefined } };
    expect(inShort(assemble([], [], { changes: [illegible] }))).toEqual([
      'platform: gil',
      'owner:finance: ben cleo dan',
    ]);
  });
});

describe('when an entity is changed by who can speak for it', () => {
  const named = anApp({ maintainers: ['gil'], backupOwner: 'sales' });
  it.each<[name: string, author: Account, before: Manifest[], after: Manifest[], expected: string[]]>([
    ['a member', account('cleo'), [app], [changed], []],
    ['the lead', account('ben'), [app], [changed], []],
    ['a maintainer on the base', account('gil'), [named], [changed], []],
    ['a member of the second team on the base', account('eva'), [named], [changed], []],
    ['a pinned member', account('dan'), [app], [changed], []],
    ['an account that took the login of one over', { id: 99, login: 'dan' }, [app], [], ['owner:finance']],
    ['a login much like that of one', { id: 98, login: 'cle' }, [app], [], ['owner:finance']],
    ['a maintainer by the change only', account('gil'), [app], [named], ['owner:finance']],
    ['a new owner', account('eva'), [app], [anApp({ owner: 'sales' })], ['owner:finance']],
    ['the old owner', account('ben'), [app], [anApp({ owner: 'sales' })], ['owner:sales']],
    [
      'somebody who adds themselves to the team',
      account('ana'),
      [app],
      [changed, aTeam({ id: 'finance', members: ['ana'] })],
      ['owner:finance'],
    ],
  ])('returns whose consent is left: %s', (_name, author, before, after, expected) => {
    expect(assemble(before, after, { author }).map(({ role }) => role)).toEqual(expected);
  });
});
