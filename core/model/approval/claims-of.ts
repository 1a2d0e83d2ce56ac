import type { Catalog } from '../catalog/catalog.ts';
import type { Change } from '../change/change.ts';
import { owningTeam } from '../impact/owning-team.ts';
import { isEntry, type Manifest } from '../manifest/manifest.ts';
import type { Holder } from './approval-settings.ts';
import type { Membership } from './read-membership.ts';

/** That a team has a say about a changed entity, and who can speak for the team. */
export interface Claim {
  readonly change: Change;
  readonly team: string;
  readonly speakers: readonly Holder[];
}

/**
 * The claim of the team that owns an entity on the base, and of the one that is to own it. A team that the base does
 * not have claims nothing: the rules for new teams see to it.
 */
export function claimsOf(change: Change, base: Catalog, membership: Membership): Claim[] {
  const before = change.before?.manifest;
  const owner = before && owningTeam(before, base);
  const next = change.after?.manifest && owningTeam(change.after.manifest, base);
  const claims = [
    ...(before === undefined || owner === undefined
      ? []
      : [{ change, team: owner, speakers: speakersOf(owner, before, membership) }]),
    ...(next === undefined || next === owner
      ? []
      : [{ change, team: next, speakers: membership.peopleOf(next) }]),
  ];
  return claims.filter(({ team }) => membership.isTeam(team));
}

/** For an entry also those whom it names on the base; whom the change itself names has no say yet. */
function speakersOf(team: string, manifest: Manifest, membership: Membership): Holder[] {
  const people = membership.peopleOf(team);
  if (!isEntry(manifest)) return [...people];
  const { maintainers = [], backupOwner } = manifest;
  return [
    ...people,
    ...membership.holdersFrom(maintainers),
    ...(backupOwner === undefined ? [] : membership.peopleOf(backupOwner)),
  ];
}
