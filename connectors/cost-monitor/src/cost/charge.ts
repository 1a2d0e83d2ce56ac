import Big from 'big.js';
import { type Day, dayOf } from '../run/day.ts';

/** What is read of a row of a FOCUS export, see schemas/focus-row.schema.json. */
export interface Charge {
  /** The day that it is for. */
  readonly day: Day;
  /** As exact as the export has it. */
  readonly amount: Big;
  /** ISO 4217 */
  readonly currency: string;
  /** Taxes and credits make a day dear or cheap that was neither. */
  readonly isJump: boolean;
  readonly service: string;
  /** Value of the tag, where there is one. */
  readonly team: string | undefined;
  readonly costCenter: string | undefined;
  readonly account: string | undefined;
}

/** A row by the names of its columns; numbers as they are written. */
export type FocusRow = Readonly<Record<string, unknown>>;

/** @throws {Error} `unknown column`, or what a field should have held */
export function parseCharge(row: FocusRow): Charge {
  const start = Date.parse(required(row, 'ChargePeriodStart'));
  if (Number.isNaN(start)) throw new Error('ChargePeriodStart is not a time.');
  const currency = required(row, 'BillingCurrency');
  if (!/^[A-Z]{3}$/.test(currency)) throw new Error('BillingCurrency is not three letters.');
  const tags = readTags(row['Tags']);
  return {
    day: dayOf(start),
    amount: readAmount(required(row, 'EffectiveCost')),
    currency,
    isJump: !['Tax', 'Credit'].includes(textOf(row['ChargeCategory']) ?? ''),
    service: required(row, 'ServiceName').slice(0, 100),
    team: tags['team']?.slice(0, 100),
    costCenter: tags['cost-center']?.slice(0, 100),
    account: (textOf(row['SubAccountName']) ?? textOf(row['SubAccountId']))?.slice(0, 100),
  };
}

function readAmount(text: string): Big {
  if (!/^[+-]?\d{1,30}(\.\d{1,40})?([eE][+-]?\d{1,2})?$/.test(text))
    throw new Error('EffectiveCost is not a number.');
  return new Big(text);
}

function required(row: FocusRow, column: string): string {
  if (!(column in row)) throw new Error(`unknown column: there is none of the name ${column}.`);
  const text = textOf(row[column]);
  if (text === undefined) throw new Error(`${column} is empty.`);
  return text;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Tags are an object, or one written as JSON in a field of a table. */
function readTags(value: unknown): Readonly<Record<string, string>> {
  const tags = typeof value === 'string' && value.startsWith('{') ? parseOrNothing(value) : value;
  if (typeof tags !== 'object' || tags === null) return {};
  const named = Object.entries(tags).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  );
  return Object.fromEntries(named);
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
