import type { Remark } from '../../remark.ts';
import { type PlacedValue, placeOf } from '../../yaml/placed-value.ts';

/** A function without some of its limits; none when nothing is missing. */
export function remarkLimits(name: string, missing: readonly string[], at: PlacedValue): Remark[] {
  if (missing.length === 0) return [];
  return [
    {
      rule: 'deploy/function-limits',
      message: `Function ${name} has no ${missing.join(', no ')}.`,
      help: `Set ${missing.join(', ')}, for the function or for all.`,
      place: placeOf(at, 'key'),
      about: name,
    },
  ];
}

export function remarkPublic(name: string, at: PlacedValue): Remark {
  return {
    rule: 'deploy/public-endpoint',
    message: `Anybody can call ${name}, but the manifest does not say auth.type: none.`,
    help: 'Set an authorizer, such as IAM, or say auth.type: none in the manifest.',
    place: placeOf(at),
    about: name,
  };
}
