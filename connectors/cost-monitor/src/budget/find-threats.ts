import Big from 'big.js';
import { type DaySums, total } from '../cost/day-sums.ts';
import { addDays, type Day } from '../run/day.ts';
import type { Team } from './read-teams.ts';

/** A budget that will not last until the end of the month. */
export interface Threat {
  readonly team: string;
  readonly name: string;
  readonly currency: string;
  readonly budget: Big;
  readonly spent: Big;
  /** When it is used up at the pace of the last days; the day itself or before when it is used up already. */
  readonly reached: Day;
}

export interface ThreatParts {
  readonly day: Day;
  readonly teams: readonly Team[];
  /** All days of this month so far, the day itself too. */
  readonly month: readonly DaySums[];
  /** The last days, which set the pace, the day itself too. */
  readonly recent: readonly DaySums[];
}

/** Budgets that are used up, or will be before the month ends. */
export function findThreats({ day, teams, month, recent }: ThreatParts): readonly Threat[] {
  return teams.flatMap((team) => {
    const { budget } = team;
    if (budget === undefined) return [];
    const currency = team.currency ?? currencyOf(month, team.id);
    if (currency === undefined) return [];
    const spent = spentBy(month, team.id, currency);
    const pace = recent.length === 0 ? new Big(0) : spentBy(recent, team.id, currency).div(recent.length);
    const left = budget.minus(spent);
    if (left.gt(0) && pace.lte(0)) return [];
    const days = left.lte(0) ? 0 : Number(left.div(pace).round(0, Big.roundUp).toFixed());
    const reached = days > 31 ? undefined : addDays(day, days);
    if (reached === undefined || reached.slice(0, 7) !== day.slice(0, 7)) return [];
    return [{ team: team.id, name: team.name, currency, budget, spent, reached }];
  });
}

function spentBy(days: readonly DaySums[], team: string, currency: string): Big {
  return days.reduce(
    (sum, { sums }) =>
      sum.plus(total(sums.filter((each) => each.team === team && each.currency === currency))),
    new Big(0),
  );
}

/** Without a currency of its own, a budget is in the one its team is billed in, where that is one. */
function currencyOf(days: readonly DaySums[], team: string): string | undefined {
  const used = new Set(
    days.flatMap(({ sums }) => sums.filter((each) => each.team === team).map(({ currency }) => currency)),
  );
  return used.size === 1 ? [...used][0] : undefined;
}
