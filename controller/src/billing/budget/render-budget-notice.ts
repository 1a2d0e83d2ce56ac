import type { BudgetAlert } from '@souk/model/billing/judge-budget.ts';
import type { Team } from '@souk/model/manifest/manifest.ts';
import { addressesOf } from '../../mail/addresses-of.ts';
import type { NoticeContent } from '../../store/installation-tables.ts';
import { formatDecimal, formatMonth } from '../render/format-figures.ts';
import type { FoundAlerts } from './find-alerts.ts';

export interface BudgetNoticeFacts {
  /** `2026-11` */
  readonly period: string;
  /** File of the team or installation. */
  readonly path: string;
  /** Who answers for it. */
  readonly teams: readonly Team[];
}

const reached: Readonly<Record<BudgetAlert, string>> = {
  'actual-50': 'half of its budget is used',
  'actual-80': '80 % of its budget is used',
  'actual-100': 'its budget is used up',
  'forecast-100': 'its budget will not last the month',
};

/** What people are told of a budget, and who they are. The title says what weighs most. */
export function renderBudgetNotice(
  { holder: { kind, id }, state, currency }: FoundAlerts,
  { period, path, teams }: BudgetNoticeFacts,
): NoticeContent {
  const { alerts, actual, budget, forecast, assumption } = state;
  const worst = heaviest(alerts);
  const money = (amount: string) => `${formatDecimal(amount)} ${currency}`;
  return {
    ...{ teams: teams.map((team) => team.id), emails: [...new Set(teams.flatMap(addressesOf))], path },
    title: `${kind} ${id}: ${worst === undefined ? 'its budget' : reached[worst]} (${formatMonth(period)})`,
    body: [
      `So far it cost **${money(actual)}** of the **${money(budget)}** that it may cost in ${formatMonth(period)}.`,
      forecast === null
        ? assumption
        : `If it goes on like this, it will be **${money(forecast)}** by the end of the month. ${assumption}`,
      `Nothing is stopped because of it. The budget is in \`${path}\`, to be changed by pull request.`,
    ].join('\n\n'),
  };
}

function heaviest(alerts: readonly BudgetAlert[]): BudgetAlert | undefined {
  const order: readonly BudgetAlert[] = ['actual-100', 'forecast-100', 'actual-80', 'actual-50'];
  return order.find((alert) => alerts.includes(alert));
}
