const OWNER = 'owner:';

/** A role as people speak of it: `owner:<team>` is the team that owns what changes. */
export function roleWords(role: string): string {
  return role.startsWith(OWNER) ? `the owner (team ${role.slice(OWNER.length)})` : role;
}
