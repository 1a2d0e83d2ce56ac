import Big from 'big.js';
import type { LineTerms } from './line-terms.ts';

/** What is left of a quantity when what is included is taken off. All in base units. */
export interface Taken {
  /** Covered by the metric's own allowance, and by that of the plan. */
  readonly own: Big;
  readonly plan: Big;
  readonly charged: Big;
}

/** What was taken of allowances in a month, in base units: of the metrics' own by metric and unit, of the plan by unit. */
export type Used = Map<string, Big>;

/** Takes what is included off a quantity: first what the metric includes, then what the plan does. Notes what it took. */
export function takeAllowances(used: Used, metric: string, terms: LineTerms, base: Big): Taken {
  const own = take(used, `metric ${metric} ${terms.unit}`, terms.ownIncluded.times(terms.size), base);
  const rest = base.minus(own);
  const plan = take(used, `plan ${terms.unit}`, terms.planIncluded.times(terms.size), rest);
  return { own, plan, charged: rest.minus(plan) };
}

function take(used: Used, key: string, included: Big, wanted: Big): Big {
  const before = used.get(key) ?? new Big(0);
  const left = included.gt(before) ? included.minus(before) : new Big(0);
  const taken = left.gt(wanted) ? wanted : left;
  used.set(key, before.plus(taken));
  return taken;
}
