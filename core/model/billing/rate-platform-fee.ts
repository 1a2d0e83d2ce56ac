import Big from 'big.js';
import { writeInstant } from './month.ts';
import type { Pricing } from './pricing.ts';
import { type RatedLine, rateLine } from './rated-line.ts';
import type { Trace } from './statement.ts';

/**
 * What the platform adds to the lines of an installation: one line for each fee and cost center, worked out from the sum of
 * amounts that are rounded already, so that a reader can do the same.
 */
export function ratePlatformFees(
  { currency, digits, month }: Pricing,
  lines: readonly RatedLine[],
): RatedLine[] {
  const charged = lines.filter(({ platformFee, facts }) => platformFee.gt(0) && facts !== null);
  return [...Map.groupBy(charged, ({ costCenter, platformFee }) => JSON.stringify([costCenter, platformFee]))]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, same]) => {
      const [first] = same;
      const basis = same.reduce((sum, { amount }) => sum.plus(amount), new Big(0));
      if (first === undefined || basis.eq(0)) return [];
      const trace: Trace = {
        source: 'lines',
        installation: first.facts?.id ?? null,
        version: null,
        metric: null,
        costCenter: first.costCenter,
        from: writeInstant(month.from),
        to: writeInstant(month.to),
        billedPeriod: month.name,
        quantity: basis.toFixed(),
        name: null,
      };
      const line: Omit<RatedLine, 'amount'> = {
        ...first,
        kind: 'platform-fee',
        text: 'Platform fee',
        metric: null,
        base: basis,
        size: new Big(1),
        unit: currency,
        unitPrice: first.platformFee,
        currency,
        rate: new Big(1),
        step: null,
        original: null,
        revenue: null,
        platformFee: new Big(0),
        trace: [trace],
      };
      return [rateLine(line, digits)];
    });
}
