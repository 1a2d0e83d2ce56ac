import type { Catalog } from '../catalog/catalog.ts';
import type { Change } from '../change/change.ts';
import { formatKey } from '../manifest/manifest.ts';
import type { ApprovalSettings, Holder } from './approval-settings.ts';
import type { Requirement } from './approval-state.ts';
import type { RequiredApproval } from './approvals.ts';
import { type Claim, claimsOf } from './claims-of.ts';
import { isPerson, sameLogin } from './is-person.ts';
import { listSome } from './list-some.ts';
import { ownerRole } from './owner-role.ts';
import type { Membership } from './read-membership.ts';
import { rolesOfPath } from './require-path-roles.ts';
import type { Account } from './review.ts';

export interface ConsentSources {
  readonly changes: readonly Change[];
  readonly base: Catalog;
  /**
   * Who opened the pull request. Authors of commits do not speak for their teams: whoever writes a commit can put
   * any name on it.
   */
  readonly author: Account;
  readonly settings: Pick<ApprovalSettings, 'paths'>;
  readonly membership: Membership;
}

export interface Consents {
  /** One `owner:<team>` for each team that has to agree. */
  readonly owners: readonly Requirement[];
  /** Roles that stand in where nobody can speak for the owner. */
  readonly roles: readonly RequiredApproval[];
}

/** The consent of the teams whose entities somebody else changes, removes, or puts into their hands. */
export function requireOwnerConsent(sources: ConsentSources): Consents {
  const claims = sources.changes
    .flatMap((change) => claimsOf(change, sources.base, sources.membership))
    .filter(({ speakers }) => !speakers.some((speaker) => isPerson(sources.author, speaker)));
  const groups = [...Map.groupBy(claims, ({ team }) => team)].map(([team, same]) => ({
    team,
    same,
    holders: speakersForAll(same),
  }));
  const illegible = sources.changes.filter(
    ({ before }) => before !== undefined && before.manifest === undefined,
  );
  return {
    owners: groups
      .filter(({ holders }) => holders.length > 0)
      .map(({ team, same, holders }) => requirementOf(team, same, holders, sources.membership)),
    roles: [
      ...groups
        .filter(({ holders }) => holders.length === 0)
        .flatMap(({ team, same }) =>
          standIns(
            same.map(({ change }) => change),
            `Nobody can agree for the team ${team}, which owns`,
            sources,
          ),
        ),
      ...standIns(illegible, 'It cannot be read who owns', sources),
    ],
  };
}

/** Those who can speak for each of the entities: a maintainer of one has no say about another. */
function speakersForAll(claims: readonly Claim[]): Holder[] {
  const [first, ...others] = claims;
  return (first?.speakers ?? []).filter(({ github }, i, all) => {
    const isFirst = all.findIndex((other) => sameLogin(other.github, github)) === i;
    return isFirst && others.every(({ speakers }) => speakers.some((one) => sameLogin(one.github, github)));
  });
}

function requirementOf(
  team: string,
  claims: readonly Claim[],
  holders: readonly Holder[],
  membership: Membership,
): Requirement {
  const githubTeam = membership.githubTeamOf(team);
  return {
    role: ownerRole(team),
    count: 1,
    reason: `Somebody else changes what the team ${team} owns or is to own: ${listEntities(claims.map(({ change }) => change))}.`,
    holders,
    ...(githubTeam === undefined ? {} : { githubTeam }),
    independent: false,
  };
}

function standIns(
  changes: readonly Change[],
  because: string,
  { settings }: ConsentSources,
): RequiredApproval[] {
  const demands = changes.flatMap((change) => {
    const path = (change.before ?? change.after)?.path ?? '';
    return rolesOfPath(path, settings).map((role) => ({ role, change }));
  });
  return [...Map.groupBy(demands, ({ role }) => role)].map(([role, same]) => ({
    role,
    count: 1,
    reason: `${because} ${listEntities(same.map(({ change }) => change))}.`,
  }));
}

function listEntities(changes: readonly Change[]): string {
  return listSome(changes.map(({ key }) => formatKey(key)));
}
