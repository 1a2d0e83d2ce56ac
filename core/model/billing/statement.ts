import type { Charge } from './billing-inputs.ts';

/** Statements of everything without a cost center are under this name. */
export const NO_COST_CENTER = '(none)';

/**
 * What a cost center has to pay for a month, or what a partner gets for it. Once issued it never changes. It is plain
 * JSON; amounts are decimal strings with all minor digits of the currency.
 */
export interface Statement {
  /** `2026-11-cost-center-1f0c3a5d7e9b-1`: safe in addresses and paths, and the same whenever it is assembled again. */
  readonly id: string;
  readonly kind: 'cost-center' | 'partner';
  /** Cost center or partner. */
  readonly subject: string;
  /** `2026-11` */
  readonly period: string;
  readonly revision: number;
  readonly currency: string;
  /** Sum of the amounts of all lines. */
  readonly total: string;
  /** Sum of the lines that are charged and not only shown. */
  readonly due: string;
  /** Sums by kind of line; kinds without lines are left out. They add up to the total. */
  readonly subtotals: Readonly<Partial<Record<LineKind, string>>>;
  /** What a reader has to know, in words. */
  readonly notes: readonly string[];
  readonly lines: readonly StatementLine[];
  /** Id of the statement that this one takes back. */
  readonly reverses: string | null;
  /** Id of the statement that this one stands in for. */
  readonly replaces: string | null;
  /** SHA-256 over the canonical JSON (RFC 8785) of everything else, in hexadecimal digits. */
  readonly digest: string;
}

export type LineKind =
  | 'usage'
  | 'allowance'
  | 'seat'
  | 'instance-hour'
  | 'plan-fee'
  | 'minimum'
  | 'platform-fee'
  | 'adjustment'
  | 'shared-cost'
  | 'credit'
  | 'revenue-share';

/**
 * One amount. Except for adjustments it is `consumed.quantity` ÷ `consumed.per` × `unitPrice` × `exchangeRate`, rounded
 * once, half to even.
 */
export interface StatementLine {
  /** Counts from 1. */
  readonly number: number;
  readonly kind: LineKind;
  readonly text: string;
  readonly installation: string | null;
  /** Id of the app or connector. */
  readonly entry: string | null;
  readonly team: string | null;
  readonly environment: string | null;
  readonly metric: string | null;
  /** In `unit`: exact, or rounded to 12 digits after the point where it has no end. The amount is not made of it. */
  readonly quantity: string;
  readonly unit: string;
  /** The same in base units, exact, and how many of these one unit is. */
  readonly consumed: { readonly quantity: string; readonly per: string };
  readonly unitPrice: string;
  /** Currency of the unit price. */
  readonly currency: string;
  /** What one of that is in the currency of the statement. */
  readonly exchangeRate: string;
  /** In the currency of the statement. */
  readonly amount: string;
  readonly charge: Charge;
  /** Step of the price that the quantity falls into, in units: above the one, up to and with the other. */
  readonly step: { readonly above: string; readonly upTo: string | null } | null;
  /** Of an adjustment or a credit: the month that it is about, and the kind of line that changes there. */
  readonly original: { readonly period: string; readonly kind: LineKind | null } | null;
  /** How the amount is shared with partners; the parts sum to the amount. */
  readonly share: LineShare | null;
  readonly trace: readonly Trace[];
}

export interface LineShare {
  readonly platform: string;
  readonly partners: readonly { readonly partner: string; readonly amount: string }[];
}

/** Which rollups a line is made of: all of this installation, metric and version within this time. */
export interface Trace {
  readonly source: 'usage' | 'seats' | 'instances' | 'presence' | 'price-book' | 'lines';
  readonly installation: string | null;
  readonly version: string | null;
  readonly metric: string | null;
  readonly costCenter: string | null;
  /** RFC 3339, half open. */
  readonly from: string;
  readonly to: string;
  /** Month that these rollups were billed in. */
  readonly billedPeriod: string;
  /** Their sum in base units, or what stands for it by the aggregation of the unit. */
  readonly quantity: string;
  /** What it is called where it comes from: id of a credit or shared cost, or the numbers of lines. */
  readonly name: string | null;
}
