import { onValue } from '@souk/model/finding/draft-finding.ts';
import type { VettingFinding } from '../vetted-entry.ts';
import { evaluateLicense } from './evaluate-license.ts';
import type { ModelPolicy } from './license-settings.ts';
import type { LicenseOutcome } from './match-policy.ts';

export interface JudgedLicense {
  readonly outcome: LicenseOutcome;
  readonly finding?: VettingFinding;
}

/** What is to say about the licence that an entry declares for its own code. */
export function judgeOwnLicense(
  license: string,
  policy: ModelPolicy,
  ownLicenses: readonly string[],
): JudgedLicense {
  if (ownLicenses.includes(license)) return { outcome: 'allowed' };
  const { outcome, because } = evaluateLicense(license, {
    ...policy,
    allow: [...policy.allow, ...ownLicenses],
  });
  if (outcome === 'allowed') return { outcome };
  return {
    outcome,
    finding: {
      rule: 'license/own',
      ...(outcome === 'review' ? { level: 'warn' as const } : {}),
      message: `The entry is to be under ${JSON.stringify(license)}: ${because.join('; ')}.`,
      help: 'Write an SPDX expression that the licence policy allows, such as Apache-2.0, or a LicenseRef- of the organisation.',
      place: onValue('/license'),
      about: `${license} entry`,
    },
  };
}
