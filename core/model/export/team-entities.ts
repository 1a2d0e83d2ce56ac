import type { Team } from '../manifest/manifest.ts';
import { type BackstageEntity, backstageName, entity } from './backstage-entity.ts';

type Person = { github?: string; name?: string; email?: string };

/** A Group for each team, and one User for each person however many teams list them. */
export function exportTeams(teams: readonly Team[]): BackstageEntity[] {
  const people = new Map<string, { person: Person; groups: string[] }>();
  const groups = teams.map((team) => {
    const members = (team.members ?? []).map((member) => enlist(asPerson(member), team.id, people));
    return exportGroup(team, members);
  });
  return [
    ...groups,
    ...[...people].map(([name, { person, groups: memberOf }]) => exportUser(name, person, memberOf)),
  ];
}

function exportGroup(team: Team, members: readonly string[]): BackstageEntity {
  const email = typeof team.contact === 'object' ? team.contact.email : undefined;
  const profile = { displayName: team.name, ...(email === undefined ? {} : { email }) };
  const metadata = {
    name: team.id,
    title: team.name,
    ...(team.description === undefined ? {} : { description: team.description }),
  };
  return entity('Group', metadata, {
    type: 'team',
    profile,
    parent: team.parent === undefined ? undefined : `group:default/${team.parent}`,
    children: [],
    members: members.length === 0 ? undefined : [...new Set(members)],
  });
}

/** The name of the user; two people whose names come out equal are kept apart. */
function enlist(
  person: Person,
  team: string,
  people: Map<string, { person: Person; groups: string[] }>,
): string {
  const wanted = backstageName(
    person.github ?? person.email?.replace(/@.*$/, '') ?? person.name ?? 'unnamed',
  ).toLowerCase();
  let name = wanted;
  for (let n = 2; people.has(name) && !isSame(people.get(name)?.person, person); n += 1)
    name = `${wanted.slice(0, 58)}-${n}`;
  const known = people.get(name);
  if (known === undefined) people.set(name, { person, groups: [team] });
  else if (!known.groups.includes(team)) known.groups.push(team);
  return name;
}

function isSame(a: Person | undefined, b: Person): boolean {
  return a?.github !== undefined || b.github !== undefined
    ? a?.github === b.github
    : a?.email === b.email && a?.name === b.name;
}

function exportUser(name: string, person: Person, memberOf: readonly string[]): BackstageEntity {
  const displayName = person.name ?? person.github;
  const profile = {
    ...(displayName === undefined ? {} : { displayName }),
    ...(person.email === undefined ? {} : { email: person.email }),
  };
  const annotations =
    person.github === undefined ? {} : { annotations: { 'github.com/user-login': person.github } };
  return entity(
    'User',
    { name, ...annotations },
    { profile, memberOf: memberOf.map((team) => `group:default/${team}`) },
  );
}

function asPerson(member: string | Person): Person {
  return typeof member === 'string' ? { github: member } : member;
}
