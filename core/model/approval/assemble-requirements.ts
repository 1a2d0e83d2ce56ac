import type { ApprovalSettings } from './approval-settings.ts';
import type { Requirement } from './approval-state.ts';
import type { RequiredApproval } from './approvals.ts';
import { combineDemands } from './combine-demands.ts';
import { readMembership } from './read-membership.ts';
import { type ConsentSources, requireOwnerConsent } from './require-owner-consent.ts';
import { requirePathRoles } from './require-path-roles.ts';

export interface RequirementSources extends Omit<ConsentSources, 'settings' | 'membership'> {
  /** What rules demand. */
  readonly required: readonly RequiredApproval[];
  readonly changedPaths: readonly string[];
  /** Changed files that belong to no entity. */
  readonly strayPaths: readonly string[];
  readonly settings: ApprovalSettings;
}

/** Every approval that a change needs: by rules, for files outside the catalog, and of the teams that own entities. */
export function assembleRequirements(sources: RequirementSources): Requirement[] {
  const { required, changedPaths, strayPaths, settings, base } = sources;
  const consents = settings.ownerConsent
    ? requireOwnerConsent({ ...sources, membership: readMembership(base) })
    : { owners: [], roles: [] };
  const demands = [
    ...required,
    ...requirePathRoles({ changedPaths, strayPaths }, settings),
    ...consents.roles,
  ];
  return [
    ...combineDemands(demands).map((demand) => fillRole(demand, settings)),
    ...consents.owners.toSorted((a, b) => (a.role < b.role ? -1 : 1)),
  ];
}

/** A role that the settings do not have is held by nobody: the approval cannot be given until they do. */
function fillRole(demand: RequiredApproval, settings: ApprovalSettings): Requirement {
  const { holders = [], githubTeam, independent = false } = settings.roles.get(demand.role) ?? {};
  return { ...demand, holders, ...(githubTeam === undefined ? {} : { githubTeam }), independent };
}
