import type { Permissions } from '../fake-github/state/world.ts';

/** What the token of a job can do where neither the workflow nor the job says. */
const USUAL: Permissions = { contents: 'read', packages: 'read' };

/**
 * Permissions of the token of a job, by the names of GitHub Apps.
 *
 * @param stated what `permissions` says: of the job, else of the workflow
 * @param restricted whether the token may only read
 */
export function tokenPermissions(stated: unknown, restricted: boolean): Permissions {
  const granted = statedPermissions(stated);
  if (!restricted) return granted;
  return Object.fromEntries(Object.keys(granted).map((name) => [name, 'read']));
}

function statedPermissions(stated: unknown): Permissions {
  if (stated === undefined) return USUAL;
  if (stated === null) return {};
  if (typeof stated !== 'object') throw new Error(`Expected permissions one by one, found ${stated}.`);
  return Object.fromEntries(
    Object.entries(stated).flatMap(([name, level]) =>
      level === 'read' || level === 'write' ? [[name.replaceAll('-', '_'), level] as const] : [],
    ),
  );
}
