import Big from 'big.js';
import type { WrittenPrice } from '../billing/price.ts';
import type { CatalogRecord } from '../catalog/catalog.ts';
import { type DraftFinding, onKey, onValue } from '../finding/draft-finding.ts';
import { parseAmount } from '../money/parse-amount.ts';
import { findingOn } from './check.ts';

/** What is wrong with the price of a unit or a metric, which stands at `pointer`. */
export function checkPrice(record: CatalogRecord, pointer: string, written: WrittenPrice): DraftFinding[] {
  return [
    ...checkOnePrice(record, pointer, written),
    ...checkSteps(record, `${pointer}/tiers/steps`, written.tiers?.steps ?? []),
    ...checkAboveZero(record, `${pointer}/package/units`, written.package?.units, 'size of a package'),
  ];
}

/** A value that has to be above 0, where it is written. */
export function checkAboveZero(
  record: CatalogRecord,
  pointer: string,
  written: string | number | undefined,
  what: string,
): DraftFinding[] {
  if (written === undefined || parseAmount(written)?.gt(0) !== false) return [];
  return [
    findingOn(record, 'billing/above-zero', onValue(pointer), {
      message: `The ${what} is ${written}.`,
      help: 'Write a number above 0.',
    }),
  ];
}

/** A share has to be from 0 to 1. */
export function checkShare(
  record: CatalogRecord,
  pointer: string,
  written: string | number | undefined,
): DraftFinding[] {
  if (written === undefined || parseAmount(written)?.gt(1) !== true) return [];
  return [
    findingOn(record, 'billing/share', onValue(pointer), {
      message: `The share is ${written}, more than all of it.`,
      help: 'Write a number from 0 to 1: "0.05" is five percent.',
    }),
  ];
}

function checkOnePrice(record: CatalogRecord, pointer: string, written: WrittenPrice): DraftFinding[] {
  const [first, ...others] = (['price', 'tiers', 'package'] as const).filter(
    (way) => written[way] !== undefined,
  );
  return others.map((way) =>
    findingOn(record, 'billing/one-price', onKey(`${pointer}/${way}`), {
      message: `There is ${first} already, and ${way} beside it.`,
      help: `Keep one of the two.`,
    }),
  );
}

function checkSteps(
  record: CatalogRecord,
  pointer: string,
  steps: NonNullable<WrittenPrice['tiers']>['steps'],
): DraftFinding[] {
  const problemOf = (i: number): { readonly message: string; readonly help: string } | undefined => {
    const step = steps[i];
    const upTo = step?.upTo;
    if (i === steps.length - 1) {
      return upTo === undefined
        ? undefined
        : {
            message: `The last step ends at ${upTo}: what is above it has no price.`,
            help: 'Remove its upTo, or add a step without one.',
          };
    }
    if (upTo === undefined) {
      return {
        message: 'A step without an end is followed by another.',
        help: 'Add upTo, or move it to the end.',
      };
    }
    const before = i === 0 ? new Big(0) : parseAmount(steps[i - 1]?.upTo ?? 0);
    if (before === undefined || parseAmount(upTo)?.gt(before) !== false) return undefined;
    return {
      message: `The step ends at ${upTo}, which is not above ${before.toFixed()}, where it begins.`,
      help: 'Put the steps in order: each upTo is above the one before.',
    };
  };
  return steps.flatMap((_step, i) => {
    const problem = problemOf(i);
    return problem === undefined
      ? []
      : [findingOn(record, 'billing/tiers', onValue(`${pointer}/${i}`), problem)];
  });
}
