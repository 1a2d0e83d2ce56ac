import type { Catalog } from '../catalog/catalog.ts';
import { marketplaceOf } from '../catalog/marketplace-of.ts';
import type { Marketplace } from '../manifest/manifest.ts';
import type { ApprovalSettings, ReviewerRole } from './approval-settings.ts';
import { distinctHolders } from './is-person.ts';
import { type Membership, readMembership } from './read-membership.ts';

type WrittenRole = NonNullable<Marketplace['roles']>[string];

/** Role that vetoes and is independent unless the settings say otherwise. */
const GUARDING_ROLE = 'security';

/** Where a marketplace says nothing: what judges changes is guarded by two roles, everything else by one. */
const defaultPaths: ApprovalSettings['paths'] = [
  { prefix: 'policies/', roles: ['platform', 'security'] },
  { prefix: '.github/', roles: ['platform', 'security'] },
];

/** How approvals are counted and who gives them, from the base catalog: a change cannot loosen it for itself. */
export function readApprovalSettings(base: Catalog): ApprovalSettings {
  const marketplace = marketplaceOf(base);
  const { severalRoles, ownerConsent, paths, merge } = marketplace?.approvals ?? {};
  const membership = readMembership(base);
  return {
    roles: new Map(
      Object.entries(marketplace?.roles ?? {}).map(([id, role]) => [id, normaliseRole(id, role, membership)]),
    ),
    severalRoles: severalRoles ?? false,
    ownerConsent: ownerConsent ?? true,
    paths: paths ?? defaultPaths,
    merge: merge ?? 'direct',
  };
}

function normaliseRole(id: string, role: WrittenRole, membership: Membership): ReviewerRole {
  const regular = [
    ...(role.team === undefined ? [] : membership.peopleOf(role.team)),
    ...membership.holdersFrom(role.members ?? []),
  ];
  const delegates = membership.holdersFrom(role.delegates ?? [], true);
  return {
    id,
    holders: distinctHolders([...regular, ...delegates]),
    ...(role.github === undefined ? {} : { githubTeam: role.github }),
    vetoes: role.veto ?? id === GUARDING_ROLE,
    independent: role.independent ?? id === GUARDING_ROLE,
  };
}
