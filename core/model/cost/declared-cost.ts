import Big from 'big.js';
import { type Change, isReadable } from '../change/change.ts';
import { type EntityKey, isEntry, type Manifest } from '../manifest/manifest.ts';
import { formatAmount } from '../money/format-amount.ts';
import { currencyOf } from '../money/monthly-amount.ts';
import { parseAmount } from '../money/parse-amount.ts';
import type { Settings } from '../settings/settings.ts';

/** One amount that a change declares anew. Amounts are decimal strings; null where none is declared. */
export interface CostItem extends EntityKey {
  /** The most an installation may cost a month, or the price of one unit of a metric. */
  readonly what: 'budget' | 'price';
  readonly metric?: string;
  readonly unit?: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What a change does to the amounts that manifests declare. */
export interface DeclaredCost {
  /** Budgets of the changed installations, summed, in the currency of the marketplace; null when none changed. */
  readonly monthly: { readonly before: string; readonly after: string; readonly currency: string } | null;
  readonly items: readonly CostItem[];
  /** What the figures rest on, in words. */
  readonly assumption: string;
}

/** An amount under the name that tells it from the other amounts of the same manifest. */
interface Amount extends Pick<CostItem, 'what' | 'metric' | 'unit' | 'currency'> {
  readonly value: Big;
}

/** The cost before and after a change, from what manifests declare; null when nothing that costs changed. */
export function declaredCost(
  changes: readonly Change[],
  { currency }: Pick<Settings, 'currency'>,
): DeclaredCost | null {
  const pairs = changes
    .filter(isReadable)
    .flatMap(({ key, before, after }) => changedAmounts(before, after, currency, key));
  if (pairs.length === 0) return null;
  const budgets = pairs.filter(({ item }) => item.what === 'budget' && item.currency === currency);
  return {
    monthly:
      budgets.length === 0 ? null : { before: total(budgets, 'from'), after: total(budgets, 'to'), currency },
    items: pairs.map(({ item }) => item),
    assumption: assumptionOf(pairs.some(({ item }) => item.what === 'budget' && item.currency !== currency)),
  };
}

interface Pair {
  readonly item: CostItem;
  readonly from: Big | undefined;
  readonly to: Big | undefined;
}

function changedAmounts(
  before: Change['before'],
  after: Change['after'],
  currency: string,
  key: EntityKey,
): Pair[] {
  const old = amountsOf(before?.manifest, currency);
  const fresh = amountsOf(after?.manifest, currency);
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((name) => {
    const [from, to] = [old.get(name), fresh.get(name)];
    const known = to ?? from;
    const [was, is] = [written(from), written(to)];
    if (known === undefined || was === is) return [];
    const { value: _, ...told } = known;
    return [{ item: { ...key, ...told, before: was, after: is }, from: from?.value, to: to?.value }];
  });
}

function amountsOf(manifest: Manifest | undefined, currency: string): Map<string, Amount> {
  if (manifest === undefined) return new Map();
  const found =
    manifest.kind === 'Installation' ? budgetOf(manifest, currency) : pricesOf(manifest, currency);
  return new Map(found.map((amount) => [[amount.metric, amount.unit, amount.currency].join('\n'), amount]));
}

function budgetOf({ budget }: Extract<Manifest, { kind: 'Installation' }>, currency: string): Amount[] {
  if (budget === undefined) return [];
  const value = parseAmount(typeof budget === 'object' ? budget.monthly : budget);
  return value === undefined ? [] : [{ what: 'budget', currency: currencyOf(budget) ?? currency, value }];
}

function pricesOf(manifest: Manifest, currency: string): Amount[] {
  if (!isEntry(manifest)) return [];
  return (manifest.billing?.metrics ?? []).flatMap(({ name, unit, price, currency: own }): Amount[] => {
    const value = price === undefined ? undefined : parseAmount(price);
    return value === undefined
      ? []
      : [{ what: 'price', metric: name, unit, currency: own ?? currency, value }];
  });
}

function written(amount: Amount | undefined): string | null {
  return amount === undefined ? null : formatAmount(amount.value);
}

function total(pairs: readonly Pair[], side: 'from' | 'to'): string {
  return formatAmount(pairs.reduce((sum, pair) => sum.plus(pair[side] ?? 0), new Big(0)));
}

function assumptionOf(foreign: boolean): string {
  const declared = 'Taken from the budgets and prices that the manifests declare, not from what was used.';
  return foreign ? `${declared} Budgets in other currencies are listed, not summed.` : declared;
}
