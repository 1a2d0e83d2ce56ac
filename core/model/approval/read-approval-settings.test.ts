import { describe, expect, it } from 'vitest';
import type { Marketplace, Team } from '../manifest/manifest.ts';
import { catalogOf } from '../testing/catalogs.ts';
import { aMarketplace, aTeam } from '../testing/manifests.ts';
import { readApprovalSettings } from './read-approval-settings.ts';

type Role = NonNullable<Marketplace['roles']>[string];

function roleOf(role: Role, teams: readonly Team[] = [], id = 'platform') {
  const marketplace = aMarketplace({ roles: { [id]: role } });
  return readApprovalSettings(catalogOf([marketplace, ...teams])).roles.get(id);
}

describe('when nothing is set', () => {
  it.each([
    ['there is no marketplace', catalogOf([])],
    ['the marketplace says nothing', catalogOf([aMarketplace()])],
  ])('returns strict defaults: %s', (_name, base) => {
    expect(readApprovalSettings(base)).toEqual({
      roles: new Map(),
      severalRoles: false,
      ownerConsent: true,
      paths: [
        { prefix: 'policies/', roles: ['platform', 'security'] },
        { prefix: '.github/', roles: ['platform', 'security'] },
      ],
      merge: 'direct',
    });
  });
});

describe('when the marketplace says how approvals are counted', () => {
  it('returns what it says', () => {
    const approvals = {
      severalRoles: true,
      ownerConsent: false,
      paths: [{ prefix: 'docs/', roles: ['product'] }],
      merge: 'queue' as const,
    };
    expect(readApprovalSettings(catalogOf([aMarketplace({ approvals })]))).toMatchObject(approvals);
  });
});

describe('when people hold a role', () => {
  it.each<[name: string, role: Role, teams: readonly Team[], holders: object[]]>([
    [
      'members and the lead of its team',
      { team: 'finance' },
      [aTeam({ lead: 'ana', members: ['ben', { github: 'cleo', name: 'Cleo' }] })],
      [
        { github: 'ana', standsIn: false },
        { github: 'ben', standsIn: false },
        { github: 'cleo', standsIn: false },
      ],
    ],
    [
      'people beside the team, and those who stand in',
      { team: 'finance', members: ['dan'], delegates: ['eva'] },
      [aTeam({ members: ['ben'] })],
      [
        { github: 'ben', standsIn: false },
        { github: 'dan', standsIn: false },
        { github: 'eva', standsIn: true },
      ],
    ],
    [
      'somebody listed twice, once',
      { team: 'finance', delegates: ['BEN'] },
      [aTeam({ lead: 'ben', members: ['ben'] })],
      [{ github: 'ben', standsIn: false }],
    ],
    [
      'nobody of a disbanded team',
      { team: 'finance' },
      [aTeam({ status: 'disbanded', members: ['ben'] })],
      [],
    ],
    ['nobody of a team that does not exist', { team: 'finance' }, [], []],
    [
      'nobody of the teams around its team',
      { team: 'finance' },
      [
        aTeam({ parent: 'group', members: [] }),
        aTeam({ id: 'group', members: ['ana'] }),
        aTeam({ id: 'payroll', parent: 'finance', members: ['ben'] }),
      ],
      [],
    ],
    ['nobody without a login', { team: 'finance' }, [aTeam({ members: [{ email: 'ana@example.com' }] })], []],
    [
      'an account that is pinned',
      { members: [{ github: 'ana', githubId: 7 }] },
      [],
      [{ github: 'ana', githubId: 7, standsIn: false }],
    ],
    [
      'an account that another place pins',
      { delegates: ['Ana'] },
      [aTeam({ members: [{ github: 'ana', githubId: 7 }] })],
      [{ github: 'Ana', githubId: 7, standsIn: true }],
    ],
  ])('returns %s', (_name, role, teams, expected) => {
    expect(roleOf(role, teams)?.holders).toEqual(expected);
  });
});

describe('when a role guards', () => {
  it.each<[id: string, role: Role, expected: object]>([
    ['security', { members: ['ana'] }, { vetoes: true, independent: true }],
    ['platform', { members: ['ana'] }, { vetoes: false, independent: false }],
    [
      'security',
      { members: ['ana'], veto: false, independent: false },
      { vetoes: false, independent: false },
    ],
    ['legal', { members: ['ana'], veto: true, independent: true }, { vetoes: true, independent: true }],
    ['legal', { github: 'acme/legal' }, { githubTeam: 'acme/legal', holders: [] }],
  ])('returns what %s may do by %j', (id, role, expected) => {
    expect(roleOf(role, [], id)).toMatchObject(expected);
  });
});
