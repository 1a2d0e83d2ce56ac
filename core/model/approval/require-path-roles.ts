import type { ApprovalSettings } from './approval-settings.ts';
import type { RequiredApproval } from './approvals.ts';
import { listSome } from './list-some.ts';

/** Role that answers for every file that no prefix covers. */
const FALLBACK_ROLES = ['platform'];

/** Roles that answer for a path: those of the longest prefix. */
export function rolesOfPath(path: string, settings: Pick<ApprovalSettings, 'paths'>): readonly string[] {
  const [longest] = settings.paths
    .filter(({ prefix }) => covers(prefix, path))
    .toSorted((a, b) => b.prefix.length - a.prefix.length);
  return longest?.roles ?? FALLBACK_ROLES;
}

/**
 * The approvals that files need for where they lie: those that belong to no entity, and those below a prefix that the
 * settings name, whoever they belong to.
 */
export function requirePathRoles(
  {
    changedPaths,
    strayPaths,
  }: { readonly changedPaths: readonly string[]; readonly strayPaths: readonly string[] },
  settings: Pick<ApprovalSettings, 'paths'>,
): RequiredApproval[] {
  const guarded = changedPaths.filter((path) =>
    settings.paths.some(({ prefix }) => prefix !== '' && covers(prefix, path)),
  );
  const demands = [...new Set([...strayPaths, ...guarded])].flatMap((path) =>
    rolesOfPath(path, settings).map((role) => ({ role, path })),
  );
  return [...Map.groupBy(demands, ({ role }) => role)].map(([role, same]) => ({
    role,
    count: 1,
    reason: `Files change that ${role} answers for: ${listSome(same.map(({ path }) => path))}.`,
  }));
}

/** Whole segments only: `policies` covers `policies/a` and not `policies-old/a`. */
function covers(prefix: string, path: string): boolean {
  return prefix === '' || prefix === path || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}
