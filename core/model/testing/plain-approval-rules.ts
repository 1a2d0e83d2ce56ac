import {
  type Act,
  type DemandId,
  headAfter,
  type Name,
  roleIds,
  type TeamId,
  teamIds,
  type World,
  writersOf,
} from './approval-world.ts';

/** Whether the manifests mean another account by a login than the one that bears it. Teams pin, and it holds everywhere. */
export function isPinnedAway(name: Name, { pins, teams }: World): boolean {
  return pins[name] === 'wrong' && teamIds.some((id) => teams[id].includes(name));
}

function peopleOfTeam(team: TeamId, world: World): Name[] {
  return team === 'old' ? [] : world.teams[team].filter((name) => !isPinnedAway(name, world));
}

function holds(name: Name, role: DemandId, world: World): boolean {
  if (role === 'unknown') return false;
  const { team, delegates } = world.roles[role];
  return (
    (team !== undefined && peopleOfTeam(team, world).includes(name)) ||
    (delegates.includes(name) && !isPinnedAway(name, world))
  );
}

function sharesTeamWithWriter(name: Name, world: World): boolean {
  return (['red', 'blue'] as const).some(
    (id) =>
      world.teams[id].includes(name) && writersOf(world).some((writer) => world.teams[id].includes(writer)),
  );
}

interface Need {
  readonly count: number;
  readonly accepts: (name: Name) => boolean;
}

function needsOf(world: World): Need[] {
  const ofRole = (role: DemandId, count: number): Need => ({
    count,
    accepts: (name) => {
      if (!holds(name, role, world)) return false;
      const independent = role !== 'unknown' && (world.roles[role].independent ?? role === 'security');
      return !independent || !sharesTeamWithWriter(name, world);
    },
  });
  const owners = peopleOfTeam(world.owner, world);
  const needsConsent = world.ownerConsent && !owners.includes(world.author);
  const nobodyOwns = world.owner === 'old' || world.teams[world.owner].length === 0;
  const demanded = world.demands.find(({ role }) => role === 'platform')?.count ?? 0;
  return [
    ...world.demands.filter(({ role }) => role !== 'platform').map(({ role, count }) => ofRole(role, count)),
    ofRole('platform', Math.max(demanded, needsConsent && nobodyOwns ? 1 : 0)),
    ...(needsConsent && !nobodyOwns ? [{ count: 1, accepts: (name: Name) => owners.includes(name) }] : []),
  ];
}

/** What somebody last said: where an approval was given, or who has since taken back a request for changes. */
type Opinion =
  | { readonly said: 'yes'; readonly at: string }
  | { readonly said: 'no' }
  | { readonly said: 'taken back'; readonly was: 'yes' | 'no' | 'not known'; readonly by: Name | undefined };

function opinionsOf(done: readonly Act[]): Map<Name, Opinion> {
  const opinions = new Map<Name, Opinion>();
  /** Every review, and whether it is still the last word of its author. */
  const said: { by: Name; opinion: Opinion | undefined }[] = [];
  let commits = 0;
  for (const act of done) {
    if (act.type === 'push') commits += 1;
    else if (act.type === 'comment') said.push({ by: act.by, opinion: undefined });
    else if (act.type === 'dismiss') {
      const target = said[act.nth];
      if (target?.opinion === undefined || target.opinion.said === 'taken back') continue;
      const was = act.by === undefined ? 'not known' : target.opinion.said;
      const takenBack: Opinion = { said: 'taken back', was, by: act.by };
      if (opinions.get(target.by) === target.opinion) opinions.set(target.by, takenBack);
      target.opinion = takenBack;
    } else {
      const opinion: Opinion =
        act.type === 'approve' ? { said: 'yes', at: `commit-${commits}` } : { said: 'no' };
      said.push({ by: act.by, opinion });
      opinions.set(act.by, opinion);
    }
  }
  return opinions;
}

function isVetoed(world: World, opinions: ReadonlyMap<Name, Opinion>): boolean {
  return roleIds.some((role) => {
    if (!(world.roles[role].veto ?? role === 'security')) return false;
    return [...opinions].some(([name, opinion]) => {
      if (!holds(name, role, world) || opinion.said === 'yes') return false;
      if (opinion.said === 'no') return true;
      if (opinion.was === 'yes') return false;
      if (opinion.was === 'not known' || opinion.by === undefined) return true;
      return !holds(opinion.by, role, world) || writersOf(world).includes(opinion.by);
    });
  });
}

/**
 * The rules of approval stated a second time, on what people do instead of on what the host lists, and by trying every
 * assignment instead of matching. Nothing of the engine is used.
 */
export function isAllowed(world: World): boolean {
  const opinions = opinionsOf(world.acts);
  if (isVetoed(world, opinions)) return false;
  const head = headAfter(world.acts);
  const approvers = [...opinions].flatMap(([name, opinion]) =>
    opinion.said === 'yes' && opinion.at === head && !writersOf(world).includes(name) ? [name] : [],
  );
  const needs = needsOf(world);
  if (world.severalRoles) {
    return needs.every(({ count, accepts }) => approvers.filter(accepts).length >= count);
  }
  const left = needs.map(({ count }) => count);
  const tryAll = (i: number): boolean => {
    const name = approvers[i];
    if (name === undefined) return left.every((count) => count <= 0);
    const forOne = needs.some(({ accepts }, n) => {
      if (!accepts(name)) return false;
      left[n] = (left[n] ?? 0) - 1;
      const works = tryAll(i + 1);
      left[n] = (left[n] ?? 0) + 1;
      return works;
    });
    return forOne || tryAll(i + 1);
  };
  return tryAll(0);
}
