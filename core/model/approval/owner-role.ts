/** Ids of roles in the settings hold no colon. */
const PREFIX = 'owner:';

/** The role whose holders agree for a team to changes of what it owns. */
export function ownerRole(team: string): string {
  return PREFIX + team;
}

/** The team that an owner role speaks for; undefined for roles of the settings. */
export function teamOfOwnerRole(role: string): string | undefined {
  return role.startsWith(PREFIX) ? role.slice(PREFIX.length) : undefined;
}

/** A role as people speak of it. */
export function roleWords(role: string): string {
  const team = teamOfOwnerRole(role);
  return team === undefined ? role : `the owner (team ${team})`;
}
