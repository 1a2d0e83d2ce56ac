import { DECIMAL_SCALE, MOST_WHOLE_DIGITS } from './copy-tables.ts';

/** To whom something is counted, as it is written into each row of the copy. */
export interface CopiedDimension {
  readonly dimension_id: string;
  readonly installation: string;
  readonly app: string;
  readonly version: string;
  readonly team: string;
  readonly environment: string;
  /** Empty where there is none. */
  readonly cost_center: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What came of a metric in an hour or a day. Times are texts in UTC, months such as `2026-11`. */
export interface CopiedRollup extends CopiedDimension {
  readonly begin: string;
  readonly metric: string;
  readonly unit: string;
  readonly billed_period: string;
  readonly events: string;
  readonly sum: string;
  readonly max: string;
  readonly last: string;
  readonly last_at: string;
  readonly last_id: string;
}

export interface CopiedSubject extends CopiedDimension {
  readonly metric: string;
  readonly period: string;
  /** The number that its hash is. */
  readonly subject: string;
  readonly zeros: number;
  readonly first_at: string;
  readonly billed_period: string;
}

export interface CopiedLevel {
  readonly installation: string;
  readonly metric: string;
  readonly period: string;
  readonly level: number;
}

const FITTING = new RegExp(`^\\d{1,${MOST_WHOLE_DIGITS}}(\\.\\d{1,${DECIMAL_SCALE}})?$`);

/**
 * ClickHouse would leave out the digits that it has no room for, and say nothing.
 * @throws {RangeError}
 */
export function checkDigits(rows: readonly CopiedRollup[]): void {
  for (const { sum, max, last, installation, metric } of rows) {
    const odd = [sum, max, last].find((number) => !FITTING.test(number));
    if (odd !== undefined)
      throw new RangeError(
        `Usage of the metric ${metric} by ${installation} can not be copied: numbers of at most ${MOST_WHOLE_DIGITS} digits before the point and ${DECIMAL_SCALE} after it can; found ${odd.slice(0, 100)}.`,
      );
  }
}
