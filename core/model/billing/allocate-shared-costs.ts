import Big from 'big.js';
import type { PriceBook } from '../manifest/manifest.ts';
import { parseAmount } from '../money/parse-amount.ts';
import { roundQuotient } from '../money/round-quotient.ts';
import { splitAmount, type Weight } from '../money/split-amount.ts';
import { writeInstant } from './month.ts';
import type { Pricing } from './pricing.ts';
import { type RatedLine, rateLine } from './rated-line.ts';

type SharedCost = NonNullable<PriceBook['sharedCosts']>[number];

/** Among whom shared costs are divided. */
export interface Bearers {
  /** Cost centers that have an installation in the month, with what it costs them before shared costs and credits. */
  readonly used: ReadonlyMap<string, Big>;
  readonly chargeOf: (costCenter: string) => RatedLine['charge'];
}

/** The shared costs of a month, those of the price book that is valid when it begins, divided to the last minor unit. */
export function allocateSharedCosts(
  book: PriceBook | undefined,
  pricing: Pricing,
  bearers: Bearers,
): RatedLine[] {
  const { name } = pricing.month;
  return (book?.sharedCosts ?? [])
    .filter(({ from, until }) => (from ?? name) <= name && name <= (until ?? name))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((cost) => allocate(cost, book?.currency ?? pricing.currency, pricing, bearers));
}

function allocate(cost: SharedCost, currency: string, pricing: Pricing, bearers: Bearers): RatedLine[] {
  const monthly = parseAmount(cost.monthly) ?? new Big(0);
  const rate = pricing.rateOf(currency);
  const weights = weightsOf(cost, bearers);
  if (rate === undefined) return [];
  if (weights.length === 0) {
    const detail = `Nobody bears the shared cost ${cost.id} in ${pricing.month.name}.`;
    pricing.report({ code: 'unallocated', detail, blocks: false });
    return [];
  }
  const total = roundQuotient(monthly.times(rate), new Big(1), pricing.digits);
  const parts = splitAmount(total, weights, pricing.digits);
  return weights.map(({ name }, i) => {
    const line: Omit<RatedLine, 'amount'> = {
      kind: 'shared-cost',
      text: `Part of shared cost ${cost.id}, ${wordsOf(cost, weights.length)}`,
      facts: null,
      costCenter: name,
      charge: bearers.chargeOf(name),
      metric: null,
      base: new Big(1),
      size: new Big(1),
      unit: 'part',
      unitPrice: parts[i] ?? new Big(0),
      currency: pricing.currency,
      rate: new Big(1),
      step: null,
      original: null,
      revenue: null,
      platformFee: new Big(0),
      trace: [
        {
          source: 'price-book',
          installation: null,
          version: null,
          metric: null,
          costCenter: name,
          from: writeInstant(pricing.month.from),
          to: writeInstant(pricing.month.to),
          billedPeriod: pricing.month.name,
          quantity: total.toFixed(),
          name: cost.id,
        },
      ],
    };
    return rateLine(line, pricing.digits);
  });
}

/** Who bears how much of it, in the order of their names: by that a tie is decided. */
function weightsOf({ split, among, weights }: SharedCost, { used }: Bearers): Weight[] {
  const one = new Big(1);
  const bearers = (among ?? [...used.keys()]).map((name) => ({ name, used: positive(used.get(name)) }));
  const even = split === 'even' || bearers.every((bearer) => bearer.used.eq(0));
  const named =
    split === 'fixed'
      ? Object.entries(weights ?? {}).map(([name, weight]) => ({
          name,
          weight: parseAmount(weight) ?? new Big(0),
        }))
      : bearers.map((bearer) => ({ name: bearer.name, weight: even ? one : bearer.used }));
  return named.filter(({ weight }) => weight.gt(0)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function wordsOf({ split }: SharedCost, count: number): string {
  const among = `${count} cost ${count === 1 ? 'center' : 'centers'}`;
  switch (split) {
    case 'even':
      return `the same for each of ${among}`;
    case 'proportional':
      return `by what each of ${among} used`;
    case 'fixed':
      return `by fixed weights of ${among}`;
  }
}

function positive(amount: Big | undefined): Big {
  return amount?.gt(0) === true ? amount : new Big(0);
}
