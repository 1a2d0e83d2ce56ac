import Big from 'big.js';
import type { BillingInputs } from './billing-inputs.ts';
import { createPricing, type Pricing, type Report } from './pricing.ts';
import { rateInstallation } from './rate-installation.ts';
import type { RatedLine } from './rated-line.ts';
import type { Quantity } from './read-slices.ts';

/**
 * What came after its month was closed: for each installation the lines of the original month as they would be with it, less
 * the lines as they were without it, by the prices of the original month. So steps, packages, allowances and minimums are
 * as if it had come in time.
 */
export function rateAdjustments(
  inputs: BillingInputs,
  quantities: readonly Quantity[],
  { month: { name: period }, currency }: Pricing,
  report: Report,
): RatedLine[] {
  const late = quantities.filter(({ month, billedPeriod }) => billedPeriod === period && month < period);
  const originals = [...new Set(late.map(({ month }) => month))].toSorted();
  return originals.flatMap((original) => {
    const pricing = createPricing(inputs, original, report, currency);
    if (pricing === undefined) return [];
    const touched = new Map(
      late.filter(({ month }) => month === original).map(({ facts }) => [facts.id, facts] as const),
    );
    return [...touched.values()]
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .flatMap((facts) => {
        const own = quantities.filter((one) => one.month === original && one.facts.id === facts.id);
        const presences = inputs.presences.filter(({ installation }) => installation === facts.id);
        const rate = (counts: (one: Quantity) => boolean): RatedLine[] =>
          rateInstallation(pricing, facts, own.filter(counts), presences);
        const before = rate(({ billedPeriod }) => billedPeriod < period);
        const after = rate(({ billedPeriod }) => billedPeriod <= period);
        return differences(before, after).map((line) => adjustmentOf(line, original, period));
      });
  });
}

/** What has to be added to some lines to get others, line by line. */
function differences(before: readonly RatedLine[], after: readonly RatedLine[]): RatedLine[] {
  const changes = new Map<string, RatedLine>();
  for (const [lines, sign] of [
    [after, 1],
    [before, -1],
  ] as const) {
    for (const line of lines) {
      const key = keyOf(line);
      const known = changes.get(key) ?? { ...line, base: new Big(0), amount: new Big(0) };
      const base = known.base.plus(line.base.times(sign));
      changes.set(key, { ...known, base, amount: known.amount.plus(line.amount.times(sign)) });
    }
  }
  return [...changes.values()].filter(({ base, amount }) => !base.eq(0) || !amount.eq(0));
}

/** What makes two lines of an installation the same line with another quantity. The price of a minimum is what is missing. */
function keyOf({
  kind,
  metric,
  unit,
  size,
  unitPrice,
  currency,
  rate,
  step,
  costCenter,
  text,
}: RatedLine): string {
  const price = kind === 'minimum' ? null : unitPrice;
  return JSON.stringify([kind, metric, unit, size, price, currency, rate, step, costCenter, text]);
}

function adjustmentOf(line: RatedLine, original: string, period: string): RatedLine {
  const late = line.trace.filter(({ billedPeriod }) => billedPeriod === period);
  return {
    ...line,
    kind: 'adjustment',
    text: `Adjustment of ${original}: ${line.text}`,
    original: { period: original, kind: line.kind },
    trace: late.length === 0 ? line.trace : late,
  };
}
