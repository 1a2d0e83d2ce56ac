/** Who is who, and what happens to a pull request: what the approval engine is tried on, in words of people. */

/** `an` is a part of `ana`, and belongs to nobody. */
export const people = ['ana', 'ben', 'cleo', 'dan', 'eva', 'an'] as const;
export type Name = (typeof people)[number];
export const teamIds = ['red', 'blue', 'old'] as const;
export type TeamId = (typeof teamIds)[number];
export const roleIds = ['security', 'platform', 'legal'] as const;
/** `unknown` is a role that the settings do not have. */
export type DemandId = (typeof roleIds)[number] | 'unknown';

export interface RoleShape {
  readonly team: TeamId | undefined;
  readonly delegates: readonly Name[];
  readonly veto: boolean | undefined;
  readonly independent: boolean | undefined;
}

export type Act =
  | { readonly type: 'approve' | 'request changes' | 'comment'; readonly by: Name }
  /** A commit of somebody, which moves the head. */
  | { readonly type: 'push'; readonly by: Name }
  /** Of one of the reviews so far; nobody knows by whom when `by` is undefined. */
  | { readonly type: 'dismiss'; readonly nth: number; readonly by: Name | undefined };

export interface World {
  readonly teams: Readonly<Record<TeamId, readonly Name[]>>;
  readonly roles: Readonly<Record<(typeof roleIds)[number], RoleShape>>;
  /** Whose login is pinned to their account, and whose to one that has lost the login. */
  readonly pins: Readonly<Partial<Record<Name, 'right' | 'wrong'>>>;
  readonly severalRoles: boolean;
  readonly ownerConsent: boolean;
  readonly demands: readonly { readonly role: DemandId; readonly count: number }[];
  /** Owner of the app that changes. */
  readonly owner: TeamId;
  readonly author: Name;
  readonly acts: readonly Act[];
}

export function idOf(name: Name): number {
  return people.indexOf(name) + 1;
}

export function accountOf(name: Name) {
  return { id: idOf(name), login: name };
}

export function headAfter(done: readonly Act[]): string {
  return `commit-${done.filter(({ type }) => type === 'push').length}`;
}

export function writersOf({ author, acts: done }: World): Name[] {
  return [author, ...done.flatMap((act) => (act.type === 'push' ? [act.by] : []))];
}
