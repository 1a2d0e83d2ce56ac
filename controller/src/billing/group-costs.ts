import type { CostPart } from '@souk/model/billing/spread-costs.ts';
import type { Statement } from '@souk/model/billing/statement.ts';
import { addMonths, startOfMonth } from '@souk/model/metering/utc-month.ts';
import { minorDigits } from '@souk/model/money/minor-digits.ts';
import Big from 'big.js';
import type { CostGroup, CostQuery } from './cost-query.ts';

/** What a cost center bore on a day. */
export interface CostShare extends CostPart {
  readonly statement: Pick<Statement, 'subject' | 'currency' | 'period'>;
  /** Whether the month is closed; else it changes as long as it is open. */
  readonly isFinal: boolean;
}

export interface CostRow {
  /** Milliseconds since 1970, half open. */
  readonly from: number;
  readonly to: number;
  /** One for each of `groupBy`, in that order; null where there is none. */
  readonly groups: readonly (string | null)[];
  readonly currency: string;
  /** Decimal texts with all minor digits of the currency. */
  readonly amount: string;
  /** The part of it that is charged and not only shown. */
  readonly due: string;
  readonly isFinal: boolean;
  /** Stands for the row in the order of rows. */
  readonly key: string;
}

const DAY_MS = 86_400_000;

/** Adds up what falls into the window, in the order of time and groups. */
export function groupCosts(shares: readonly CostShare[], query: CostQuery): CostRow[] {
  const wanted = shares.filter((share) => {
    const day = startOfDay(share);
    return day >= query.from && day < query.to && isAskedFor(share, query);
  });
  const same = Map.groupBy(wanted, (share) =>
    JSON.stringify([bucketOf(share, query).from, ...groupsOf(share, query), share.statement.currency]),
  );
  return [...same].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, all]) => rowOf(key, all, query));
}

function rowOf(key: string, shares: readonly CostShare[], query: CostQuery): CostRow[] {
  const [first] = shares;
  if (first === undefined) return [];
  const { currency } = first.statement;
  const digits = minorDigits(currency);
  const charged = shares.filter(({ line }) => line.charge === 'chargeback');
  return [
    {
      ...bucketOf(first, query),
      groups: groupsOf(first, query),
      currency,
      amount: sumOf(shares).toFixed(digits),
      due: sumOf(charged).toFixed(digits),
      isFinal: shares.every(({ isFinal }) => isFinal),
      key,
    },
  ];
}

function sumOf(shares: readonly CostShare[]): Big {
  return shares.reduce((total, { amount }) => total.plus(amount), new Big(0));
}

function isAskedFor(share: CostShare, { filters }: CostQuery): boolean {
  return (Object.entries(filters) as [CostGroup, string][]).every(
    ([name, value]) => memberOf(share, name) === value,
  );
}

function groupsOf(share: CostShare, { groupBy }: CostQuery): (string | null)[] {
  let tag = 0;
  return groupBy.map((name) =>
    name.startsWith('tag:') ? (share.tags[tag++] ?? null) : memberOf(share, name as CostGroup),
  );
}

function memberOf({ line, version, statement }: CostShare, name: CostGroup): string | null {
  switch (name) {
    case 'app':
      return line.entry;
    case 'version':
      return version;
    case 'costCenter':
      return statement.subject;
    case 'installation':
    case 'team':
    case 'environment':
    case 'metric':
    case 'kind':
    case 'charge':
      return line[name];
  }
}

function startOfDay({ day }: CostShare): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function bucketOf(
  share: CostShare,
  { from, to, granularity }: CostQuery,
): { readonly from: number; readonly to: number } {
  const day = startOfDay(share);
  switch (granularity) {
    case 'day':
      return { from: day, to: day + DAY_MS };
    case 'month': {
      const month = share.day.slice(0, 7);
      const end = startOfMonth(addMonths(month, 1));
      return { from: Math.max(startOfMonth(month), from), to: Math.min(end, to) };
    }
    case 'total':
      return { from, to };
  }
}
