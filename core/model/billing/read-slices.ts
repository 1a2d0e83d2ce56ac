import type Big from 'big.js';
import { parseAmount } from '../money/parse-amount.ts';
import type { BillingInputs, InstallationFacts, Slice } from './billing-inputs.ts';
import type { Measure } from './line-terms.ts';
import { instantOf, type Month, monthAt, monthOf } from './month.ts';
import type { Report } from './pricing.ts';
import { NO_COST_CENTER } from './statement.ts';

/** A slice to reckon with. Instants are milliseconds since 1970. */
export interface Quantity {
  readonly measure: Measure;
  /** Name of the metric; `seats` or `instances` for the others. */
  readonly metric: string;
  readonly facts: InstallationFacts;
  readonly version: string;
  readonly from: number;
  readonly to: number;
  readonly base: Big;
  readonly costCenter: string;
  /** Month that it was in, and the one that it is billed with. */
  readonly month: string;
  readonly billedPeriod: string;
}

/** Every slice of the inputs. What makes no sense is left out and reported. */
export function readSlices(inputs: BillingInputs, report: Report): Quantity[] {
  const installations = new Map(inputs.installations.map((facts) => [facts.id, facts]));
  const monthFor = createMonths();
  const read = (measure: Measure, metric: string, slice: Slice): Quantity[] => {
    const facts = installations.get(slice.installation);
    if (facts === undefined) {
      report(unknownInstallation(slice.installation));
      return [];
    }
    const quantity = readSlice(measure, metric, slice, facts, monthFor);
    if (quantity !== undefined) return [quantity];
    const detail = `${metric} of ${slice.installation} from ${slice.from} to ${slice.to} is no quantity within one month.`;
    report({ code: 'invalid-slice', detail, blocks: true });
    return [];
  };
  return [
    ...inputs.usage.flatMap((slice) => read('usage', slice.metric, slice)),
    ...(inputs.seats ?? []).flatMap((slice) => read('seat', 'seats', slice)),
    ...(inputs.instances ?? []).flatMap((slice) => read('instance-hour', 'instances', slice)),
  ];
}

export function unknownInstallation(id: string): Parameters<Report>[0] {
  return {
    code: 'unknown-installation',
    detail: `Nothing is known about the installation ${id}.`,
    blocks: true,
  };
}

/** The cost center to bill: the one that was known then, else that of the installation. */
export function costCenterOf(known: string | null | undefined, facts: InstallationFacts): string {
  return (known === undefined ? facts.costCenter : known) ?? NO_COST_CENTER;
}

function readSlice(
  measure: Measure,
  metric: string,
  slice: Slice,
  facts: InstallationFacts,
  monthFor: (instant: number) => Month,
): Quantity | undefined {
  const [from, to] = [instantOf(slice.from), instantOf(slice.to)];
  const base = parseAmount(slice.quantity);
  if (base === undefined || !(from < to)) return undefined;
  const month = monthFor(from);
  const billedPeriod = slice.billedPeriod ?? month.name;
  if (to > month.to || billedPeriod < month.name) return undefined;
  const costCenter = costCenterOf(slice.costCenter, facts);
  return {
    measure,
    metric,
    facts,
    version: slice.version,
    from,
    to,
    base,
    costCenter,
    month: month.name,
    billedPeriod,
  };
}

/** Finds the month of an instant. Hundreds of thousands of slices lie in a few months: each is worked out once. */
function createMonths(): (instant: number) => Month {
  const known: Month[] = [];
  return (instant) => {
    const found = known.find(({ from, to }) => from <= instant && instant < to);
    if (found !== undefined) return found;
    const month = monthOf(monthAt(instant));
    known.push(month);
    return month;
  };
}
