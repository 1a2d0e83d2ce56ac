import Big from 'big.js';
import type { PriceBook } from '../manifest/manifest.ts';
import { parseAmount } from '../money/parse-amount.ts';
import type { BillingInputs } from './billing-inputs.ts';
import { compareText } from './compare-text.ts';
import { monthOf, writeInstant } from './month.ts';
import type { Pricing } from './pricing.ts';
import { type RatedLine, rateLine } from './rated-line.ts';

type Credit = NonNullable<PriceBook['credits']>[number];

/** The refunds that go onto the statements of a month: those of this month and of earlier ones that no statement holds yet. */
export function assembleCredits(
  inputs: BillingInputs,
  pricing: Pricing,
  chargeOf: (costCenter: string) => RatedLine['charge'],
): RatedLine[] {
  const settled = new Set(inputs.settledCredits);
  const open = inputs.books
    .flatMap((book) =>
      (book.credits ?? []).map((credit) => ({
        credit,
        currency: credit.currency ?? book.currency,
        book: book.id,
      })),
    )
    .filter(({ credit }) => !settled.has(credit.id) && credit.period <= pricing.month.name)
    .toSorted((a, b) => compareText(a.credit.id, b.credit.id) || compareText(a.book, b.book));
  const once = [...new Map(open.toReversed().map((one) => [one.credit.id, one])).values()].toReversed();
  return once.flatMap(({ credit, currency }) => {
    const facts = inputs.installations.find(({ id }) => id === credit.installation) ?? null;
    const costCenter = credit.costCenter ?? facts?.costCenter ?? undefined;
    const rate = pricing.rateOf(currency);
    if (costCenter === undefined) {
      const detail = `The credit ${credit.id} names no cost center, and its installation ${credit.installation ?? ''} tells none.`;
      pricing.report({ code: 'credit-unassigned', detail, blocks: true });
      return [];
    }
    if (rate === undefined) return [];
    const charge = facts?.charge ?? chargeOf(costCenter);
    return [rateLine(lineOf(credit, { facts, costCenter, charge, currency, rate }), pricing.digits)];
  });
}

function lineOf(
  credit: Credit,
  whom: Pick<RatedLine, 'facts' | 'costCenter' | 'charge' | 'currency' | 'rate'>,
): Omit<RatedLine, 'amount'> {
  const about = monthOf(credit.period);
  const amount = parseAmount(credit.amount) ?? new Big(0);
  return {
    ...whom,
    kind: 'credit',
    text: `Credit ${credit.id}: ${credit.reason}`,
    metric: null,
    base: new Big(-1),
    size: new Big(1),
    unit: 'credit',
    unitPrice: amount,
    step: null,
    original: { period: credit.period, kind: null },
    revenue: null,
    platformFee: new Big(0),
    trace: [
      {
        source: 'price-book',
        installation: credit.installation ?? null,
        version: null,
        metric: null,
        costCenter: whom.costCenter,
        from: writeInstant(about.from),
        to: writeInstant(about.to),
        billedPeriod: credit.period,
        quantity: amount.toFixed(),
        name: credit.id,
      },
    ],
  };
}
