/** Permissions by the part of the API, for hosts that do not say which one is missing. The first that fits counts. */
const permissions: readonly (readonly [path: RegExp, permission: string])[] = [
  [/\/check-runs\b/, 'checks'],
  [/\/statuses\//, 'statuses'],
  [/\/code-scanning\//, 'security-events'],
  [/\/git\/|\/merge$/, 'contents'],
  [/\/pulls\b/, 'pull-requests'],
  [/\/issues\b|\/labels\b/, 'issues'],
];

/**
 * The permission that a refused request needs, as workflows write it: `checks: write`. Undefined when it is not known.
 *
 * @param accepted header `x-accepted-github-permissions`: `checks=write`; `,` is "and", `;` is "or"
 */
export function missingPermission(
  method: string,
  path: string,
  accepted: string | undefined,
): string | undefined {
  if (accepted !== undefined && accepted !== '') {
    return accepted
      .split(';')
      .map((set) => set.split(',').map(writeOut).join(' and '))
      .join(' or ');
  }
  const name = permissions.find(([pattern]) => pattern.test(path))?.[1];
  return name === undefined ? undefined : `${name}: ${method === 'GET' ? 'read' : 'write'}`;
}

function writeOut(permission: string): string {
  return permission.trim().replaceAll('_', '-').replace('=', ': ');
}
