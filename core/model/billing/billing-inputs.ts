import type { Entry, PriceBook } from '../manifest/manifest.ts';

/** Whether an amount is due, or only shown. */
export type Charge = 'showback' | 'chargeback';

export type Billing = NonNullable<Entry['billing']>;

/**
 * All that statements of a month are made of. Everything is a value: who reads it from where is for others. Instants are
 * RFC 3339, amounts and quantities decimal strings. The order of a list never matters.
 */
export interface BillingInputs {
  /** The calendar month in UTC: `2026-11`. */
  readonly period: string;
  /** Every price book of the catalog, those of the past too. */
  readonly books: readonly PriceBook[];
  /** Each version that anything below names. */
  readonly versions: readonly EntryVersion[];
  /** Each installation that anything below names, those that are gone too. */
  readonly installations: readonly InstallationFacts[];
  /**
   * Usage of this month, and for each earlier month of which something is billed with this one, all that is known of
   * that earlier month: only so can the difference be told.
   */
  readonly usage: readonly UsageSlice[];
  /** When each installation was there, in this month and those earlier ones. What overlaps is counted once. */
  readonly presences: readonly Presence[];
  /** People, each counted in the slice of the month in which they were first seen. */
  readonly seats?: readonly Slice[];
  /** Seconds of running instances: two instances for an hour are 7200. */
  readonly instances?: readonly Slice[];
  /** Whether cost centers are charged for what no installation says: shared costs, and credits without one. */
  readonly costCenters?: readonly { readonly id: string; readonly charge: Charge }[];
  /** Of cost centers that are not listed; `showback` when absent. */
  readonly charge?: Charge;
  /** Ids of the credits that statements of other months hold already. */
  readonly settledCredits?: readonly string[];
  /** Counts up from 1 each time that the month is issued again. */
  readonly revision?: number;
}

/** What a version of an app or connector said about its price. */
export interface EntryVersion {
  /** Id of the app or connector: they share one namespace. */
  readonly entry: string;
  readonly version: string;
  /** Absent for what has no price: its presence costs nothing, and its usage is a problem. */
  readonly billing?: Billing;
}

/** Whom an installation belongs to. */
export interface InstallationFacts {
  readonly id: string;
  readonly entry: string;
  readonly team: string;
  readonly environment: string;
  /** Null where neither installation nor team names one. */
  readonly costCenter: string | null;
  readonly charge: Charge;
}

/** Something of an installation between two instants. */
export interface Slice {
  readonly installation: string;
  readonly version: string;
  /** Half open, within one month. The prices at `from` hold for all of it, see `findPriceChanges`. */
  readonly from: string;
  readonly to: string;
  /** In base units: bytes, seconds, counts. At least 0. */
  readonly quantity: string;
  /** Cost center as it was known then; that of the installation when absent. */
  readonly costCenter?: string | null;
  /** Month whose statement it is on; the month of `from` when absent. */
  readonly billedPeriod?: string;
}

/**
 * Usage of one metric, one or more rollups. How slices of a month become one number is told by the aggregation of the
 * unit: `sum` and `count` add up, and so does `unique`, as each subject is counted where it was first seen; of `max` the
 * largest slice counts, of `last` the one that ends last.
 */
export interface UsageSlice extends Slice {
  readonly metric: string;
}

/** A time in which an installation was there, running or suspended. It may begin and end in other months. */
export interface Presence {
  readonly installation: string;
  readonly version: string;
  readonly from: string;
  readonly to: string;
  readonly costCenter?: string | null;
}

/** Why an amount cannot be told, or is not what one would think. */
export interface BillingProblem {
  readonly code:
    | 'no-price-book'
    | 'unknown-installation'
    | 'unknown-version'
    | 'unknown-metric'
    | 'unknown-unit'
    | 'unknown-plan'
    | 'rate-missing'
    | 'invalid-slice'
    | 'credit-unassigned'
    | 'unpriced'
    | 'unallocated';
  readonly detail: string;
  /** Whether statements may not be issued before it is mended: something is missing from them. */
  readonly blocks: boolean;
}
