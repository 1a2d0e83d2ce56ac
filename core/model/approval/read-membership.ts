import type { Catalog } from '../catalog/catalog.ts';
import type { Marketplace, Team } from '../manifest/manifest.ts';
import type { Holder } from './approval-settings.ts';
import { distinctHolders, type Identity, identityOf, maybeSame } from './is-person.ts';

export type Person = NonNullable<Team['lead']>;

/** Who belongs to which team, and which logins are pinned to an account. */
export interface Membership {
  /** Whether there is a team with this id, disbanded or not. */
  isTeam(id: string): boolean;
  /** Members and lead of a team; nobody when it is disbanded or does not exist. Parents hand nothing down. */
  peopleOf(team: string): readonly Holder[];
  /** `organisation/team` of the Git host. */
  githubTeamOf(team: string): string | undefined;
  /** Teams that somebody may belong to, by login or by pinned id. */
  readonly teamsOf: TeamsOf;
  /** People with a login, each once; a login that is pinned anywhere is pinned here. */
  holdersFrom(people: readonly Person[], standsIn?: boolean): Holder[];
}

export type TeamsOf = (person: Identity) => ReadonlySet<string>;

/** Membership by the teams of a catalog, which has to be the base: a change cannot appoint its own reviewers. */
export function readMembership(base: Catalog): Membership {
  // Of two files that claim one team, the one counts that every reader picks.
  const teams = new Map(
    base.manifestsOf('Team').flatMap((team) => {
      const isPicked = base.get({ kind: 'Team', id: team.id })?.manifest === team;
      return isPicked ? [[team.id, team]] : [];
    }),
  );
  const pins = readPins(base, [...teams.values()]);

  const holdersFrom = (people: readonly Person[], standsIn = false): Holder[] => {
    const holders = people.flatMap((person) => {
      const { github, githubId } = typeof person === 'string' ? { github: person } : person;
      if (github === undefined) return [];
      const id = githubId ?? pins.get(github.toLowerCase());
      return [{ github, standsIn, ...(id === undefined ? {} : { githubId: id }) }];
    });
    return distinctHolders(holders);
  };
  const peopleOf = (id: string): Holder[] => {
    const team = teams.get(id);
    return team === undefined || team.status === 'disbanded' ? [] : holdersFrom(peopleIn(team));
  };
  const byTeam = new Map([...teams.keys()].map((id) => [id, peopleOf(id).map(identityOf)]));
  return {
    isTeam: (id) => base.get({ kind: 'Team', id }) !== undefined,
    peopleOf,
    githubTeamOf: (id) => teams.get(id)?.github,
    teamsOf: (person) =>
      new Set(
        [...byTeam].flatMap(([id, people]) => (people.some((one) => maybeSame(one, person)) ? [id] : [])),
      ),
    holdersFrom,
  };
}

function peopleIn(team: Team): Person[] {
  return [...(team.lead === undefined ? [] : [team.lead]), ...(team.members ?? [])];
}

/** Account ids by login, wherever they are written: a place that names the login only must not loosen the pin. */
function readPins(base: Catalog, teams: readonly Team[]): Map<string, number> {
  const roles = base
    .manifestsOf('Marketplace')
    .flatMap(({ roles = {} }: Marketplace) => Object.values(roles));
  const people = [
    ...teams.flatMap(peopleIn),
    ...roles.flatMap(({ members = [], delegates = [] }) => [...members, ...delegates]),
  ];
  return new Map(
    people.flatMap((person) =>
      typeof person === 'string' || person.github === undefined || person.githubId === undefined
        ? []
        : [[person.github.toLowerCase(), person.githubId]],
    ),
  );
}
