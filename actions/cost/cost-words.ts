import type { CostProblem, CostReport, CostSide, UsageCount } from '@souk/model/cost/cost-report.ts';
import { formatDecimal } from '@souk/model/cost/format-decimal.ts';
import type { GroupName, SummedLine } from '@souk/model/cost/group-lines.ts';
import { monthWords } from '@souk/model/cost/month-words.ts';
import type { SummedDifference } from '@souk/model/cost/sum-differences.ts';
import { plural } from '../report/count-words.ts';

export const groupTitles: Readonly<Record<GroupName, string>> = {
  fixed: 'Plan',
  usage: 'Usage',
  presence: 'People and instances',
  platform: 'Platform',
};

/** `label-service 2.1.0 in November 2026, plan usage`. */
export function titleWords({ entry, period, after: { plan } }: CostReport): string {
  return `${entry.id} ${entry.version} in ${monthWords(period)}${plan === null ? '' : `, plan ${plan}`}`;
}

/** How the amount of a line comes about, behind its quantity: `document × 0.02`. */
export function stepWords({ unit, unitPrice, currency, exchangeRate }: SummedLine): string {
  const rate = exchangeRate === '1' ? '' : ` ${currency} × ${formatDecimal(exchangeRate)}`;
  return `${unit} × ${formatDecimal(unitPrice)}${rate}`;
}

/** Where a side comes from, and under which plan. */
export function sideWords({ source, version, plan }: CostSide): string {
  return `${source} (${version}${plan === null ? '' : `, plan ${plan}`})`;
}

/** What of a file counts; undefined where all of it does. */
export function usageWords({ source, counted, ...rest }: UsageCount): string {
  const left = [
    ...(rest.duplicates === 0 ? [] : [`${formatDecimal(String(rest.duplicates))} came twice`]),
    ...(rest.otherApps === 0 ? [] : [`${formatDecimal(String(rest.otherApps))} are of other apps`]),
    ...(rest.otherMonths === 0 ? [] : [`${formatDecimal(String(rest.otherMonths))} are of other months`]),
    ...(rest.refused === 0 ? [] : [`${formatDecimal(String(rest.refused))} are wrong`]),
  ];
  return `${plural(counted, 'entry', 'entries')} of ${source} read${left.length === 0 ? '' : `; ${left.join(', ')}`}.`;
}

export function problemWords({ at, detail, help }: CostProblem): string {
  return `${at === null ? '' : `${at}  `}${detail}${help === null ? '' : ` ${help}`}`;
}

/** Those that are worth a line: what is free on both sides tells nobody anything. */
export function tellingDifferences(differences: readonly SummedDifference[]): readonly SummedDifference[] {
  return differences.filter(({ difference }) => !/^-?0(?:\.0*)?$/.test(difference));
}
