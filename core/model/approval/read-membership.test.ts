import { describe, expect, it } from 'vitest';
import { catalogOf, placed } from '../testing/catalogs.ts';
import { aTeam } from '../testing/manifests.ts';
import { readMembership } from './read-membership.ts';

const membership = readMembership(
  catalogOf([
    aTeam({ id: 'finance', lead: 'ana', members: [{ github: 'ben', githubId: 20 }] }),
    aTeam({ id: 'payroll', parent: 'finance', members: ['ana'] }),
    aTeam({ id: 'old', status: 'disbanded', members: ['ana'] }),
  ]),
);

describe('when the teams of a person are asked for', () => {
  it.each([
    ['a member or a lead', { login: 'ana' }, ['finance', 'payroll']],
    ['a login in another case', { login: 'ANA' }, ['finance', 'payroll']],
    ['a part of a login', { login: 'an' }, []],
    ['more than a login', { login: 'anabel' }, []],
    ['an account that took a pinned login over, in doubt', { login: 'ben', id: 99 }, ['finance']],
    ['a pinned account under another login', { login: 'benny', id: 20 }, ['finance']],
    ['a stranger', { login: 'zoe', id: 5 }, []],
  ])('returns them: %s', (_name, person, teams) => {
    expect([...membership.teamsOf(person)]).toEqual(teams);
  });
});

describe('when two files claim a team', () => {
  it('goes by the one in its place', () => {
    const copy = placed(aTeam({ id: 'finance', members: ['zoe'] }), 'catalog/teams/a-copy.yaml');
    const last = placed(aTeam({ id: 'finance', members: ['zoe'] }), 'catalog/teams/z-copy.yaml');
    const base = catalogOf([copy, aTeam({ id: 'finance', members: ['ana'] }), last]);
    expect(readMembership(base).peopleOf('finance')).toEqual([{ github: 'ana', standsIn: false }]);
  });
});
