import Big from 'big.js';
import { findThreats, type Threat } from '../budget/find-threats.ts';
import type { Team } from '../budget/read-teams.ts';
import type { Config } from '../config.ts';
import { type DaySums, type Sum, total } from '../cost/day-sums.ts';
import type { Day } from '../run/day.ts';

/** A team, service or cost center on the day. */
export interface Group {
  readonly name: string;
  readonly amount: Big;
  /** The part that is compared, and its mean on the days before. */
  readonly compared: Big;
  readonly mean: Big;
  /** The change is worth a percentage. */
  readonly isNotable: boolean;
  /** It changed by so much that it is named with what is behind it. */
  readonly causes: readonly string[];
}

export interface CurrencyDigest {
  readonly currency: string;
  readonly amount: Big;
  readonly compared: Big;
  readonly mean: Big;
  /** The largest first. */
  readonly groups: readonly Group[];
  readonly corrections: Big;
  /** Share of the amount that nobody is named for, 0 to 1. */
  readonly untagged: Big;
}

export interface Digest {
  readonly day: Day;
  readonly currencies: readonly CurrencyDigest[];
  /** How many days the mean is of. */
  readonly days: number;
  readonly threats: readonly Threat[];
  readonly missingAccounts: readonly string[];
  /** What it could not be told of, as a sentence. */
  readonly remarks: readonly string[];
}

export interface DigestParts {
  readonly sums: DaySums;
  /** Up to seven days before. */
  readonly before: readonly DaySums[];
  /** All days of the month up to the day; undefined while some are not known. */
  readonly month: readonly DaySums[] | undefined;
  readonly teams: readonly Team[] | undefined;
  readonly missingAccounts: readonly string[];
  readonly config: Pick<Config, 'groupBy' | 'jumpPercent' | 'minAmount'>;
}

const MOST_CAUSES = 2;

/** What a day cost, with what changed. */
export function assembleDigest(parts: DigestParts): Digest {
  const { sums, before, month, teams, missingAccounts } = parts;
  const currencies = new Set([...sums.sums, ...sums.corrections].map(({ currency }) => currency));
  const recent = [...before.slice(-6), sums];
  return {
    day: sums.day,
    days: before.length,
    currencies: [...currencies].sort().map((currency) => assembleCurrency(currency, parts)),
    threats:
      month === undefined || teams === undefined ? [] : findThreats({ day: sums.day, teams, month, recent }),
    missingAccounts,
    remarks: [
      ...(teams === undefined ? ['Teams and budgets could not be read.'] : []),
      ...(month === undefined ? ['Budgets are left out: some days of this month are not known.'] : []),
    ],
  };
}

function assembleCurrency(currency: string, { sums, before, config, teams }: DigestParts): CurrencyDigest {
  const of = (day: DaySums): readonly Sum[] => day.sums.filter((sum) => sum.currency === currency);
  const today = of(sums);
  const earlier = before.map(of);
  const nameOf = namer(config.groupBy, teams ?? []);
  const names = new Set([...today, ...earlier.flat()].map(nameOf));
  const groups = [...names].map((name) => {
    const within = (list: readonly Sum[]) => list.filter((sum) => nameOf(sum) === name);
    return assembleGroup(name, within(today), earlier.map(within), config);
  });
  const amount = total(today);
  const untagged = total(today.filter(({ team }) => team === ''));
  return {
    currency,
    amount,
    compared: total(today, 'compared'),
    mean: meanOf(earlier),
    groups: groups.sort((a, b) => b.amount.cmp(a.amount) || (a.name < b.name ? -1 : 1)),
    corrections: sums.corrections.find((each) => each.currency === currency)?.amount ?? new Big(0),
    untagged: amount.gt(0) ? untagged.div(amount) : new Big(0),
  };
}

function assembleGroup(
  name: string,
  today: readonly Sum[],
  earlier: readonly (readonly Sum[])[],
  { groupBy, jumpPercent, minAmount }: DigestParts['config'],
): Group {
  const compared = total(today, 'compared');
  const mean = meanOf(earlier);
  const change = compared.minus(mean);
  const isNotable = earlier.length > 0 && change.abs().gte(minAmount);
  const isJump = isNotable && change.abs().times(100).gte(mean.abs().times(jumpPercent));
  const causes = isJump ? findCauses(today, earlier, groupBy === 'service' ? 'team' : 'service', change) : [];
  return { name, amount: total(today), compared, mean, isNotable, causes };
}

/** What changed most in the direction of the whole. */
function findCauses(
  today: readonly Sum[],
  earlier: readonly (readonly Sum[])[],
  by: 'team' | 'service',
  change: Big,
): readonly string[] {
  const names = new Set([...today, ...earlier.flat()].map((sum) => sum[by]));
  return [...names]
    .map((name) => {
      const within = (list: readonly Sum[]) => list.filter((sum) => sum[by] === name);
      const own = total(within(today), 'compared').minus(meanOf(earlier.map(within)));
      return { name: name === '' ? 'untagged' : name, share: change.gte(0) ? own : own.times(-1) };
    })
    .filter(({ share }) => share.gt(0))
    .sort((a, b) => b.share.cmp(a.share))
    .slice(0, MOST_CAUSES)
    .map(({ name }) => name);
}

function meanOf(days: readonly (readonly Sum[])[]): Big {
  return days.length === 0 ? new Big(0) : total(days.flat(), 'compared').div(days.length);
}

function namer(groupBy: Config['groupBy'], teams: readonly Team[]): (sum: Sum) => string {
  const names = new Map(teams.map(({ id, name }) => [id, name]));
  switch (groupBy) {
    case 'team':
      return ({ team }) => (team === '' ? 'untagged' : (names.get(team) ?? team));
    case 'service':
      return ({ service }) => service;
    case 'cost-center':
      return ({ costCenter }) => (costCenter === '' ? 'untagged' : costCenter);
  }
}
