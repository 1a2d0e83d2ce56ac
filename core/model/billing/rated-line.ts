import type Big from 'big.js';
import { roundQuotient } from '../money/round-quotient.ts';
import type { Weight } from '../money/split-amount.ts';
import type { Charge, InstallationFacts } from './billing-inputs.ts';
import type { LineKind, StatementLine, Trace } from './statement.ts';

/** A line before it is known which statement it is on. */
export interface RatedLine {
  readonly kind: LineKind;
  readonly text: string;
  /** Null for what belongs to no installation. */
  readonly facts: InstallationFacts | null;
  readonly costCenter: string;
  readonly charge: Charge;
  readonly metric: string | null;
  /** Quantity in base units, and how many of them one unit is. */
  readonly base: Big;
  readonly size: Big;
  readonly unit: string;
  readonly unitPrice: Big;
  readonly currency: string;
  readonly rate: Big;
  /** In the currency of the statements, a whole number of minor units. */
  readonly amount: Big;
  readonly step: StatementLine['step'];
  readonly original: StatementLine['original'];
  readonly revenue: Revenue | null;
  /** Share that the platform adds to this line. */
  readonly platformFee: Big;
  readonly trace: readonly Trace[];
}

/** The partners' part of a price, 0 to 1, and how they share it. */
export interface Revenue {
  readonly share: Big;
  readonly partners: readonly Weight[];
}

/** The one place where an amount is rounded: exact product, one quotient, half to even. */
export function rateLine(line: Omit<RatedLine, 'amount'>, digits: number): RatedLine {
  const product = line.base.times(line.unitPrice).times(line.rate);
  return { ...line, amount: roundQuotient(product, line.size, digits) };
}
