import { findExchangeRate } from '@souk/model/billing/exchange-rate.ts';
import { type BudgetAlert, type BudgetState, judgeBudget } from '@souk/model/billing/judge-budget.ts';
import { monthOf } from '@souk/model/billing/month.ts';
import type { Installation, PriceBook, Team } from '@souk/model/manifest/manifest.ts';
import { currencyOf } from '@souk/model/money/monthly-amount.ts';
import { parseAmount } from '@souk/model/money/parse-amount.ts';
import Big from 'big.js';

/** A team or installation that may spend so much a month. */
export interface BudgetHolder {
  readonly kind: 'Team' | 'Installation';
  readonly id: string;
  readonly budget: NonNullable<Team['budget'] | Installation['budget']>;
}

/** What a holder cost on a day. */
export interface DayCost {
  /** `2026-11-03` */
  readonly day: string;
  readonly currency: string;
  readonly amount: string;
}

export interface FoundAlerts {
  readonly holder: BudgetHolder;
  readonly state: BudgetState;
  /** Of the amounts in the state. */
  readonly currency: string;
}

export interface AlertInputs {
  /** `2026-11` */
  readonly period: string;
  readonly books: readonly PriceBook[];
  readonly costsOf: (holder: BudgetHolder) => readonly DayCost[];
  readonly toldOf: (holder: BudgetHolder) => readonly BudgetAlert[];
  readonly now: Date;
}

/** What has to be told of budgets now. One in a currency that has no rate is left out: nobody knows how it stands. */
export function findAlerts(holders: readonly BudgetHolder[], inputs: AlertInputs): FoundAlerts[] {
  return holders.flatMap((holder) => {
    const days = inputs.costsOf(holder);
    const currency = days[0]?.currency;
    const budget = currency === undefined ? undefined : budgetIn(currency, holder, inputs);
    if (currency === undefined || budget === undefined) return [];
    const { period, now } = inputs;
    const state = judgeBudget({ period, budget, currency, days, told: inputs.toldOf(holder), now });
    return state.alerts.length === 0 ? [] : [{ holder, state, currency }];
  });
}

/** The budget in the currency of the costs; undefined where no rate says what it is worth. */
function budgetIn(
  currency: string,
  { budget }: BudgetHolder,
  { books, period }: AlertInputs,
): string | undefined {
  const amount = parseAmount(typeof budget === 'object' ? budget.monthly : budget);
  const rate = findExchangeRate(books, currencyOf(budget) ?? currency, currency, monthOf(period));
  return amount === undefined || rate === undefined ? undefined : new Big(amount).times(rate).toFixed();
}
