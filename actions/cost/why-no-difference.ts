import type { CostSide } from '@souk/model/cost/cost-report.ts';

/** Why two totals have no difference, in words. */
export function whyNoDifference(before: CostSide, after: CostSide): string {
  return before.total === null || after.total === null
    ? 'One of them has no price to tell.'
    : `They are in different currencies: ${before.total} ${before.currency} and ${after.total} ${after.currency}.`;
}
