import { VaultError } from './vault-error.ts';

/**
 * Refuses what a team may not refer to: with a prefix, everything that does not begin with it, and everything that
 * nobody's team asks for.
 *
 * @param prefix such as `kv/{team}/`, with a slash at its end; all is allowed when undefined
 * @throws {VaultError} `refused`
 */
export function checkTeamPath(path: string, prefix: string | undefined, team: string | undefined): void {
  if (prefix === undefined) return;
  if (team === undefined || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(team))
    throw new VaultError(
      'refused',
      `${path} is out of reach: no team asks for it, and SOUK_VAULT_PREFIX lets only teams read the vault.`,
    );
  const own = prefix.replaceAll('{team}', team);
  if (path.startsWith(own)) return;
  throw new VaultError(
    'refused',
    `${path} is out of reach: the team ${team} can refer to paths that begin with ${own}.`,
  );
}
