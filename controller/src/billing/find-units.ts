import type { EntryVersion } from '@souk/model/billing/billing-inputs.ts';
import { monthOf } from '@souk/model/billing/month.ts';
import { parsePriceBook } from '@souk/model/billing/parse-price-book.ts';
import { findWindows } from '@souk/model/billing/price-windows.ts';
import type { PriceBook } from '@souk/model/manifest/manifest.ts';
import type { UsageTotal } from './read-usage-totals.ts';

type Aggregation = NonNullable<PriceBook['units'][number]['aggregation']>;

export interface UnitFacts {
  /** Which number of a metric counts. */
  readonly aggregation: Aggregation;
  /** What is metered; undefined where the price book has no such unit. */
  readonly quantity: string | undefined;
}

/** The number of a total that counts; undefined where subjects are counted instead. */
export function numberOf(total: UsageTotal, aggregation: Aggregation): string | undefined {
  switch (aggregation) {
    case 'sum':
      return total.sum;
    case 'count':
      return total.events;
    case 'max':
      return total.max;
    case 'last':
      return total.last;
    case 'unique':
      return undefined;
  }
}

/** How metrics of a month are counted: by the prices at its beginning, as in the statements themselves. */
export function findUnits(
  totals: readonly UsageTotal[],
  month: string,
  { books, versions }: { readonly books: readonly PriceBook[]; readonly versions: readonly EntryVersion[] },
): (of: Pick<UsageTotal, 'installation' | 'metric'>) => UnitFacts {
  const metrics = new Map(
    versions.flatMap(({ entry, version, billing }) =>
      (billing?.metrics ?? []).map((metric) => [`${entry}@${version} ${metric.name}`, metric.unit] as const),
    ),
  );
  const first = findWindows(books.map(parsePriceBook), monthOf(month))[0]?.terms.id;
  const units = new Map(books.find(({ id }) => id === first)?.units.map((unit) => [unit.name, unit]));
  const byMetric = Map.groupBy(totals, keyOf);
  return (of) => {
    const named = (byMetric.get(keyOf(of)) ?? []).flatMap(
      ({ entry, version, metric }) => metrics.get(`${entry}@${version} ${metric}`) ?? [],
    );
    const unit = units.get(named.toSorted()[0] ?? '');
    return {
      aggregation: unit?.aggregation ?? 'sum',
      quantity: unit === undefined ? undefined : (unit.quantity ?? 'count'),
    };
  };
}

function keyOf({ installation, metric }: Pick<UsageTotal, 'installation' | 'metric'>): string {
  return `${installation} ${metric}`;
}
