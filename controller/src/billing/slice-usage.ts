import type { BillingProblem, EntryVersion, UsageSlice } from '@souk/model/billing/billing-inputs.ts';
import type { PriceBook } from '@souk/model/manifest/manifest.ts';
import type { BillingWindow } from './billing-window.ts';
import { findUnits, numberOf } from './find-units.ts';
import type { SubjectTotal, UsageTotal } from './read-usage-totals.ts';

export interface UsageParts {
  readonly totals: readonly UsageTotal[];
  readonly subjects: readonly SubjectTotal[];
}

export interface SlicedUsage {
  readonly slices: readonly UsageSlice[];
  readonly problems: readonly BillingProblem[];
}

/**
 * What rollups say of a month, as billing reads it: of each metric the one number that its unit asks for. As in the
 * statements themselves, how that comes about is said by the prices at the beginning of the month.
 */
export function sliceUsage(
  { totals, subjects }: UsageParts,
  window: BillingWindow,
  { books, versions }: { readonly books: readonly PriceBook[]; readonly versions: readonly EntryVersion[] },
): SlicedUsage {
  const unitOf = findUnits(totals, window.month, { books, versions });
  const problems = new Map<string, BillingProblem>();
  const sliced = totals.flatMap((total): UsageSlice[] => {
    const { aggregation, quantity } = unitOf(total);
    if (quantity !== undefined && quantity !== total.unit) {
      const detail = `${total.metric} of ${total.installation} was metered in ${total.unit} in ${window.month}, and its unit is for ${quantity}.`;
      problems.set(detail, { code: 'unknown-unit', detail, blocks: true });
      return [];
    }
    const number = numberOf(total, aggregation);
    if (number === undefined) return [];
    const slice = sliceOf(total, window, number);
    return [aggregation === 'last' ? { ...slice, ...spanUpTo(total.lastAt) } : slice];
  });
  const unique = subjects
    .filter((subject) => unitOf(subject).aggregation === 'unique')
    .map((subject) => sliceOf(subject, window, subject.count));
  return { slices: [...sliced, ...unique], problems: [...problems.values()] };
}

type SliceKey = Omit<SubjectTotal, 'count' | 'team' | 'environment' | 'entry' | 'tags'>;

/** All of the part of the month: this is what a reader follows a number to. */
export function sliceOf(key: SliceKey, window: BillingWindow, quantity: string): UsageSlice {
  const bounds = [window.from, ...window.cuts, window.to];
  const [from = window.from, to = window.to] = bounds.slice(key.part, key.part + 2);
  const { installation, version, metric, costCenter, billedPeriod } = key;
  return {
    ...{ installation, version, metric, quantity, costCenter, billedPeriod },
    ...{ from: new Date(from).toISOString(), to: new Date(to).toISOString() },
  };
}

const HOUR_MS = 3_600_000;

/** Of last values the one that ends last counts; its hour is what it is found by. */
function spanUpTo(lastAt: Date): Pick<UsageSlice, 'from' | 'to'> {
  const at = lastAt.getTime();
  return { from: new Date(at - (at % HOUR_MS)).toISOString(), to: new Date(at + 1).toISOString() };
}
