import type { Finding } from '@souk/model/finding/finding.ts';
import type { Condition } from '../reconcile/conditions-of.ts';
import type { VettingResult } from './vet-entry.ts';

const type = 'Vetted';

/** How an entry stands after it was looked through. */
export function vettedCondition({
  findings,
  verdict,
}: Pick<VettingResult, 'findings' | 'verdict'>): Condition {
  const standing = findings.filter(({ waivedBy }) => waivedBy === undefined);
  switch (verdict) {
    case 'error':
      return because(
        'Unknown',
        'Unfinished',
        standing.filter(({ level }) => level === 'error'),
      );
    case 'fail':
      return because(
        'False',
        'Denied',
        standing.filter(({ level }) => level === 'deny'),
      );
    case 'pass': {
      const warnings = standing.filter(({ level }) => level === 'warn').length;
      return {
        type,
        status: 'True',
        reason: warnings === 0 ? 'NothingFound' : 'OnlyWarnings',
        message:
          warnings === 0
            ? 'Nothing was found in it.'
            : `Looking through it gives ${warnings === 1 ? 'a warning' : `${warnings} warnings`}.`,
        location: undefined,
      };
    }
  }
}

function because(
  status: Condition['status'],
  reason: string,
  [first, ...rest]: readonly Finding[],
): Condition {
  const more = rest.length === 0 ? '' : ` (and ${rest.length} more)`;
  return { type, status, reason, message: `${first?.message ?? ''}${more}`, location: first?.location };
}
