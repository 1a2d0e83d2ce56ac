import { findExchangeRate } from '../billing/exchange-rate.ts';
import { monthAt, monthOf } from '../billing/month.ts';
import { parsePriceBook } from '../billing/parse-price-book.ts';
import { findWindows } from '../billing/price-windows.ts';
import type { Catalog, CatalogRecord } from '../catalog/catalog.ts';
import { type DraftFinding, onValue } from '../finding/draft-finding.ts';
import { type Entry, isEntry } from '../manifest/manifest.ts';
import { type Check, type CheckContext, findingOn } from './check.ts';
import { checkAboveZero, checkPrice, checkShare } from './check-price.ts';
import { checkPriceBook } from './check-price-book.ts';

/** Whether prices can be billed by. That units and plans of entries are in a price book is told by the policies. */
export const checkBilling: Check = {
  name: 'billing',
  run: (context) => {
    const rateOf = createRates(context);
    return [
      ...context.subjects.flatMap((record) => {
        const { manifest } = record;
        if (manifest === undefined) return [];
        if (manifest.kind === 'PriceBook') return checkPriceBook(record, manifest, context.head);
        return isEntry(manifest)
          ? [...checkEntry(record, manifest), ...checkCurrencies(record, manifest, rateOf)]
          : [];
      }),
      ...dependents(context).flatMap((record) => {
        const { manifest } = record;
        return manifest !== undefined && isEntry(manifest) ? checkCurrencies(record, manifest, rateOf) : [];
      }),
    ];
  },
};

function checkEntry(record: CatalogRecord, { billing }: Entry): DraftFinding[] {
  const partners = billing?.partners ?? [];
  return [
    ...(billing?.metrics ?? []).flatMap((metric, i) => [
      ...checkPrice(record, `/billing/metrics/${i}`, metric),
      ...checkShare(record, `/billing/metrics/${i}/revenueShare`, metric.revenueShare),
    ]),
    ...partners.flatMap(({ id, weight }, i) => [
      ...checkAboveZero(record, `/billing/partners/${i}/weight`, weight, `weight of ${id}`),
      ...(partners.findIndex((one) => one.id === id) === i
        ? []
        : [
            findingOn(record, 'billing/duplicate', onValue(`/billing/partners/${i}/id`), {
              message: `${id} is there already.`,
              help: 'Name each partner once, with its whole weight.',
            }),
          ]),
    ]),
  ];
}

/** The currency of the prices of now, and whether another one has a rate into it. */
interface Rates {
  readonly currency: string;
  has(currency: string): boolean;
}

function createRates({ head, now }: CheckContext): Rates | undefined {
  const books = head.manifestsOf('PriceBook');
  const month = monthOf(monthAt(now.getTime()));
  const currency = findWindows(books.map(parsePriceBook), month).at(-1)?.terms.currency;
  if (currency === undefined) return undefined;
  return { currency, has: (other) => findExchangeRate(books, other, currency, month) !== undefined };
}

function checkCurrencies(
  record: CatalogRecord,
  { billing }: Entry,
  rates: Rates | undefined,
): DraftFinding[] {
  return (billing?.metrics ?? []).flatMap(({ name, currency }, i) =>
    rates === undefined || currency === undefined || rates.has(currency)
      ? []
      : [
          findingOn(record, 'billing/currency', onValue(`/billing/metrics/${i}/currency`), {
            message: `The metric ${name} is priced in ${currency}, which has no exchange rate into ${rates.currency} this month.`,
            help: `Price it in ${rates.currency}, or ask whoever keeps the price book to add a rate to exchangeRates.`,
          }),
        ],
  );
}

/** Unchanged records that are priced in a currency whose last rate the change takes away. */
function dependents({ base, head, subjects, changes }: CheckContext): CatalogRecord[] {
  if (!changes.some(({ key }) => key.kind === 'PriceBook')) return [];
  const left = currenciesOf(head);
  const lost = [...currenciesOf(base)].filter((currency) => !left.has(currency));
  if (lost.length === 0) return [];
  const judged = new Set(subjects);
  return head.records.filter(
    (record) => !judged.has(record) && lost.some((currency) => record.mentions(currency)),
  );
}

function currenciesOf(catalog: Catalog): Set<string> {
  return new Set(
    catalog
      .manifestsOf('PriceBook')
      .flatMap(({ exchangeRates = [] }) => exchangeRates.map(({ currency }) => currency)),
  );
}
