import type Big from 'big.js';
import type { Price } from './price.ts';

/** A price book, parsed: what it says of units, plans and fees. */
export interface PriceTerms {
  readonly id: string;
  /** Milliseconds since 1970; minus infinity when it has been valid ever since. */
  readonly validFrom: number;
  readonly currency: string;
  readonly units: ReadonlyMap<string, UnitTerms>;
  readonly plans: ReadonlyMap<string, PlanTerms>;
  /** Share that is added, 0 to 1. */
  readonly platformFee: Big;
}

export type Aggregation = 'sum' | 'max' | 'unique' | 'last' | 'count';

export interface UnitTerms {
  readonly name: string;
  /** How much of the base quantity one unit is; above 0. */
  readonly size: Big;
  readonly aggregation: Aggregation;
  readonly price: Price | undefined;
}

/** Amounts are in the currency of the price book, for a whole month. */
export interface PlanTerms {
  readonly name: string;
  readonly monthly: Big;
  readonly minimum: Big;
  readonly perSeat: Big | undefined;
  readonly perInstanceHour: Big | undefined;
  /** Units by the name of the unit. */
  readonly included: ReadonlyMap<string, Big>;
  /** Whether what is used is charged, and not only shown. */
  readonly charged: boolean;
}
