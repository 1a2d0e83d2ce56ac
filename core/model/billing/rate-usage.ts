import Big from 'big.js';
import type { InstallationFacts } from './billing-inputs.ts';
import { groupUsage } from './group-usage.ts';
import { type LineTerms, type Measure, resolveTerms } from './line-terms.ts';
import { priceQuantity } from './price-quantity.ts';
import type { Aggregation } from './price-terms.ts';
import { type Pricing, termsAt } from './pricing.ts';
import { type RatedLine, rateLine } from './rated-line.ts';
import type { Quantity } from './read-slices.ts';
import type { Trace } from './statement.ts';
import { type Taken, takeAllowances, type Used } from './take-allowances.ts';

/** Usage under terms that are the same. */
interface Segment {
  readonly terms: LineTerms;
  readonly costCenter: string;
  readonly base: Big;
  readonly trace: readonly Trace[];
}

type Subject = Pick<Quantity, 'measure' | 'metric' | 'facts'>;

const order: readonly Measure[] = ['usage', 'seat', 'instance-hour'];

/**
 * The lines of what an installation used in a month. An allowance of a plan is one for all metrics in its unit; it is used
 * up in the order of their names, and within a metric in the order of time. Steps of prices count what is charged.
 */
export function rateUsage(
  pricing: Pricing,
  facts: InstallationFacts,
  quantities: readonly Quantity[],
): RatedLine[] {
  const used: Used = new Map();
  return [...Map.groupBy(quantities, ({ measure, metric }) => `${order.indexOf(measure)} ${metric}`)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, same]) => {
      const [first] = same;
      if (first === undefined) return [];
      const subject = { measure: first.measure, metric: first.metric, facts };
      return rateMetric(pricing, subject, segmentsOf(pricing, subject, same), used);
    });
}

function rateMetric(
  pricing: Pricing,
  subject: Subject,
  segments: readonly Segment[],
  used: Used,
): RatedLine[] {
  const taken = segments.map((segment) => ({
    segment,
    ...takeAllowances(used, subject.metric, segment.terms, segment.base),
  }));
  const positions = new Map<string, Big>();
  return taken.flatMap((one) => {
    const { unit } = one.segment.terms;
    const position = positions.get(unit) ?? new Big(0);
    positions.set(unit, position.plus(one.charged));
    const total = taken
      .filter(({ segment }) => segment.terms.unit === unit)
      .reduce((sum, { charged }) => sum.plus(charged), new Big(0));
    return linesOf(subject, one, { position, total }).map((line) => rateLine(line, pricing.digits));
  });
}

function linesOf(
  { measure, metric, facts }: Subject,
  { segment, own, plan, charged }: Taken & { readonly segment: Segment },
  place: { readonly position: Big; readonly total: Big },
): Omit<RatedLine, 'amount'>[] {
  const { terms, costCenter, trace } = segment;
  const { unit, size, price, currency, rate, revenue, platformFee } = terms;
  const text = textOf(measure, metric, terms);
  const common = {
    facts,
    costCenter,
    charge: facts.charge,
    metric: measure === 'usage' ? metric : null,
    currency,
    rate,
    revenue,
    platformFee,
    original: null,
    trace,
  };
  const included = (base: Big, by: string): Omit<RatedLine, 'amount'>[] =>
    base.eq(0)
      ? []
      : [
          {
            ...common,
            kind: 'allowance',
            text: `${text}, ${by}`,
            base,
            size,
            unit,
            unitPrice: new Big(0),
            step: null,
          },
        ];
  const pieces = charged.eq(0) ? [] : priceQuantity(price, { unit, size, base: charged, ...place });
  return [
    ...included(own, 'included'),
    ...included(plan, `included by plan ${terms.plan}`),
    ...pieces.map((piece) => ({ ...common, kind: measure, text: text + stepText(piece.step), ...piece })),
  ];
}

function textOf(measure: Measure, metric: string, { plan }: LineTerms): string {
  switch (measure) {
    case 'usage':
      return metric;
    case 'seat':
      return `Seats of plan ${plan}`;
    case 'instance-hour':
      return `Instance hours of plan ${plan}`;
  }
}

function stepText(step: RatedLine['step']): string {
  if (step === null) return '';
  return step.upTo === null ? `, above ${step.above}` : `, above ${step.above} up to ${step.upTo}`;
}

/** Usage by what it is priced by. Neighbours with the same terms are one, so that they are rounded once. */
function segmentsOf(pricing: Pricing, subject: Subject, same: readonly Quantity[]): Segment[] {
  const segments: (Segment & { readonly key: string })[] = [];
  for (const group of groupUsage(same, aggregationOf(pricing, subject, same), pricing.windows)) {
    const book = pricing.windows[group.window]?.terms;
    const terms =
      book === undefined ? undefined : resolveTerms(pricing, subject.facts, group.version, subject, book);
    if (terms === undefined) continue;
    const { costCenter, base, trace } = group;
    const key = JSON.stringify([costCenter, terms]);
    const last = segments.at(-1);
    if (last?.key !== key) segments.push({ terms, costCenter, base, trace, key });
    else
      segments[segments.length - 1] = {
        ...last,
        base: last.base.plus(base),
        trace: [...last.trace, ...trace],
      };
  }
  return segments;
}

/** How slices become one number is a matter of the whole month: the prices at its beginning say so. */
function aggregationOf(
  pricing: Pricing,
  { measure, metric, facts }: Subject,
  same: readonly Quantity[],
): Aggregation {
  if (measure !== 'usage') return 'sum';
  const units = same.flatMap(
    ({ version }) =>
      pricing.billingOf(facts.entry, version)?.metrics?.find(({ name }) => name === metric)?.unit ?? [],
  );
  const unit = units.toSorted()[0];
  const terms = termsAt(pricing, pricing.month.from);
  return (unit === undefined ? undefined : terms?.units.get(unit)?.aggregation) ?? 'sum';
}
