import Big from 'big.js';
import type { Day } from '../run/day.ts';
import type { Charge } from './charge.ts';

/** What is summed up apart. */
export interface SumKey {
  readonly currency: string;
  /** Id of the team; empty where nobody is named. */
  readonly team: string;
  readonly service: string;
  /** Empty where none is named. */
  readonly costCenter: string;
}

export interface Sum extends SumKey {
  readonly amount: Big;
  /** The part that is compared with other days. */
  readonly compared: Big;
}

/** All charges of a day in sums; exact. */
export interface DaySums {
  readonly day: Day;
  readonly complete: boolean;
  readonly sums: readonly Sum[];
  /** By currency: what the export of this day says of earlier ones. */
  readonly corrections: readonly { readonly currency: string; readonly amount: Big }[];
}

/** Sums up the charges of an export of one day. */
export class DaySummer {
  readonly #day: Day;
  readonly #teams: readonly string[];
  readonly #sums = new Map<string, Sum>();
  readonly #corrections = new Map<string, Big>();

  /** @param teams ids of all teams that are known */
  constructor(day: Day, teams: readonly string[]) {
    this.#day = day;
    // The longest first: `data-platform-lab-prod` is of the lab, where there is one.
    this.#teams = teams.toSorted((a, b) => b.length - a.length);
  }

  add(charge: Charge): void {
    const { day, amount, currency, service, costCenter = '', isJump } = charge;
    if (day < this.#day) {
      this.#corrections.set(currency, amount.plus(this.#corrections.get(currency) ?? 0));
      return;
    }
    const team = charge.team ?? this.#teamOf(charge.account ?? '');
    const name = JSON.stringify([currency, team, service, costCenter]);
    const sum = this.#sums.get(name) ?? { currency, team, service, costCenter, amount: zero, compared: zero };
    const compared = isJump ? sum.compared.plus(amount) : sum.compared;
    this.#sums.set(name, { ...sum, amount: sum.amount.plus(amount), compared });
  }

  /** @param complete whether the export had all accounts */
  finish(complete: boolean): DaySums {
    return {
      day: this.#day,
      complete,
      sums: [...this.#sums.values()],
      corrections: [...this.#corrections].map(([currency, amount]) => ({ currency, amount })),
    };
  }

  #teamOf(account: string): string {
    return this.#teams.find((team) => account === team || account.startsWith(`${team}-`)) ?? '';
  }
}

const zero = new Big(0);

/** The amounts of some sums together. */
export function total(sums: readonly Sum[], part: 'amount' | 'compared' = 'amount'): Big {
  return sums.reduce((sum, each) => sum.plus(each[part]), zero);
}
