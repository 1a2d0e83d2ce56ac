import Big from 'big.js';
import { roundQuotient } from '../money/round-quotient.ts';
import type { RatedLine } from './rated-line.ts';
import type { SharedAmount } from './share-revenue.ts';
import type { StatementLine } from './statement.ts';

/** Digits after the point of a quantity that has no end in units. */
const QUANTITY_DIGITS = 12;

/** A line as it stands on a statement. */
export function renderLine(
  line: RatedLine,
  number: number,
  share: SharedAmount | undefined,
  digits: number,
): StatementLine {
  const { facts, base, size } = line;
  return {
    number,
    kind: line.kind,
    text: line.text,
    installation: facts?.id ?? line.trace[0]?.installation ?? null,
    entry: facts?.entry ?? null,
    team: facts?.team ?? null,
    environment: facts?.environment ?? null,
    metric: line.metric,
    quantity: roundQuotient(base, size, QUANTITY_DIGITS).toFixed(),
    unit: line.unit,
    consumed: { quantity: base.toFixed(), per: size.toFixed() },
    unitPrice: line.unitPrice.toFixed(),
    currency: line.currency,
    exchangeRate: line.rate.toFixed(),
    amount: renderAmount(line.amount, digits),
    charge: line.charge,
    step: line.step,
    original: line.original,
    share:
      share === undefined
        ? null
        : {
            platform: renderAmount(share.platform, digits),
            partners: share.partners.map(({ partner, amount }) => ({
              partner,
              amount: renderAmount(amount, digits),
            })),
          },
    trace: line.trace,
  };
}

/** An amount with all minor digits. There is no -0.00. */
export function renderAmount(amount: Big, digits: number): string {
  return (amount.eq(0) ? new Big(0) : amount).toFixed(digits);
}
