import type { LicensePolicy } from './license-settings.ts';
import { formatLicense, type SingleLicense } from './license-term.ts';

export type LicenseOutcome = 'allowed' | 'review' | 'unknown' | 'denied';

const lists = [
  ['deny', 'denied'],
  ['review', 'review'],
  ['allow', 'allowed'],
] as const satisfies readonly (readonly [keyof LicensePolicy, LicenseOutcome])[];

/**
 * What a policy says of one licence. Where it may be chosen in a later version, the version that is named may be
 * chosen too; an exception only adds permissions.
 */
export function matchPolicy(license: SingleLicense, policy: LicensePolicy): LicenseOutcome {
  const { id, exception } = license;
  const version = id.replace(/-or-later$/, '-only');
  const names = [
    formatLicense(license),
    ...(exception === undefined ? [] : [`${id} WITH ${exception}`]),
    id,
    version,
  ];
  for (const name of names) {
    const outcome = listed(name, policy);
    if (outcome !== undefined) return outcome;
  }
  return 'unknown';
}

function listed(name: string, policy: LicensePolicy): LicenseOutcome | undefined {
  const exact = lists.find(([list]) => policy[list].includes(name));
  const pattern = lists.find(([list]) =>
    policy[list].some(
      (entry) => entry.endsWith('*') && !name.includes(' ') && name.startsWith(entry.slice(0, -1)),
    ),
  );
  return (exact ?? pattern)?.[1];
}
