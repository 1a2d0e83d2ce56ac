import { instantOf } from '../billing/month.ts';
import type { Catalog, CatalogRecord } from '../catalog/catalog.ts';
import { type DraftFinding, onKey, onValue } from '../finding/draft-finding.ts';
import { appendPointer } from '../finding/json-pointer.ts';
import { closest, quoteList } from '../finding/suggest.ts';
import type { PriceBook } from '../manifest/manifest.ts';
import { findingOn } from './check.ts';
import { checkAboveZero, checkPrice, checkShare } from './check-price.ts';
import { checkSharedCosts } from './check-shared-costs.ts';

const quantities = ['count', 'seconds', 'bytes'];

/** Charged by a plan itself, so that they need no unit in the price book. */
const planUnits = ['seat', 'instance-hour'];

const HOUR_MS = 60 * 60 * 1000;

/** What is wrong with a price book, alone and beside the others. */
export function checkPriceBook(record: CatalogRecord, book: PriceBook, head: Catalog): DraftFinding[] {
  return [
    ...checkValidFrom(record, book, head),
    ...book.units.flatMap((unit, i) => [
      ...checkPrice(record, `/units/${i}`, unit),
      ...checkAboveZero(record, `/units/${i}/size`, unit.size, 'size of a unit'),
      ...checkQuantity(record, `/units/${i}/quantity`, unit.quantity),
    ]),
    ...checkPlans(record, book),
    ...checkShare(record, '/platformFee', book.platformFee),
    ...checkRates(record, book),
    ...checkSharedCosts(record, book),
    ...checkCredits(record, book, head),
    ...checkUnique(record, book, head),
  ];
}

function checkValidFrom(record: CatalogRecord, book: PriceBook, head: Catalog): DraftFinding[] {
  const place = onValue(book.validFrom === undefined ? '' : '/validFrom');
  const startOf = ({ validFrom }: PriceBook): number | undefined =>
    validFrom === undefined ? undefined : instantOf(validFrom);
  const start = startOf(book);
  const twin = head
    .manifestsOf('PriceBook')
    .find((other) => other.id !== book.id && startOf(other) === start);
  if (twin !== undefined) {
    return [
      findingOn(record, 'billing/valid-from', place, {
        message: `The price book ${twin.id} is valid from ${twin.validFrom ?? 'ever since'} too.`,
        help: 'Give each price book a validFrom of its own; the newest counts.',
      }),
    ];
  }
  if (start === undefined || start % HOUR_MS === 0) return [];
  return [
    findingOn(record, 'billing/valid-from', place, {
      level: 'warn',
      message: `${book.validFrom} is within an hour. Usage is kept by the hour: the old prices hold until that hour is over.`,
      help: 'Write a full hour, such as 2027-01-01T00:00:00Z.',
    }),
  ];
}

function checkQuantity(record: CatalogRecord, pointer: string, quantity: string | undefined): DraftFinding[] {
  if (quantity === undefined || quantities.includes(quantity)) return [];
  return [
    findingOn(record, 'billing/quantity', onValue(pointer), {
      message: `Nothing is metered in ${quantity}.`,
      help: `Use ${quoteList(quantities)}.`,
    }),
  ];
}

function checkPlans(record: CatalogRecord, book: PriceBook): DraftFinding[] {
  const known = [...book.units.map(({ name }) => name), ...planUnits];
  return (book.plans ?? []).flatMap((plan, i) =>
    Object.keys(plan.included ?? {})
      .filter((unit) => !known.includes(unit))
      .map((unit) => {
        const near = closest(unit, known);
        return findingOn(record, 'billing/unit', onKey(appendPointer(`/plans/${i}/included`, unit)), {
          message: `The plan ${plan.name} includes ${unit}, which is no unit of this price book.`,
          help: near === undefined ? `Use ${quoteList(known)}.` : `Did you mean ${near}?`,
        });
      }),
  );
}

function checkRates(record: CatalogRecord, book: PriceBook): DraftFinding[] {
  const codes = Intl.supportedValuesOf('currency');
  const unknown = (pointer: string, currency: string): DraftFinding[] =>
    codes.includes(currency)
      ? []
      : [
          findingOn(record, 'billing/currency', onValue(pointer), {
            message: `${currency} is no currency that is known; it is taken to have two minor digits.`,
            help: 'Use a code of ISO 4217, such as EUR.',
          }),
        ];
  return [
    ...unknown('/currency', book.currency),
    ...(book.exchangeRates ?? []).flatMap(({ currency, rate }, i) => [
      ...unknown(`/exchangeRates/${i}/currency`, currency),
      ...checkAboveZero(record, `/exchangeRates/${i}/rate`, rate, 'exchange rate'),
    ]),
  ];
}

function checkCredits(record: CatalogRecord, book: PriceBook, head: Catalog): DraftFinding[] {
  return (book.credits ?? []).flatMap(({ id, costCenter, installation }, i) => {
    if (costCenter !== undefined) return [];
    if (installation !== undefined && head.get({ kind: 'Installation', id: installation }) !== undefined)
      return [];
    return [
      findingOn(record, 'billing/credit', onValue(`/credits/${i}`), {
        message:
          installation === undefined
            ? `The credit ${id} names nobody who gets it.`
            : `The credit ${id} is for the installation ${installation}, which is not in the catalog, and names no cost center.`,
        help: 'Add costCenter, such as `costCenter: CC-1010`.',
      }),
    ];
  });
}

/** Names that stand twice in a list; ids of credits and reissues also beside those of the other price books. */
function checkUnique(record: CatalogRecord, book: PriceBook, head: Catalog): DraftFinding[] {
  const others = head.manifestsOf('PriceBook').filter(({ id }) => id !== book.id);
  const lists = [
    { path: '/units', key: 'name', names: book.units.map(({ name }) => name), taken: [] },
    { path: '/plans', key: 'name', names: (book.plans ?? []).map(({ name }) => name), taken: [] },
    { path: '/sharedCosts', key: 'id', names: (book.sharedCosts ?? []).map(({ id }) => id), taken: [] },
    {
      path: '/exchangeRates',
      key: 'from',
      names: (book.exchangeRates ?? []).map(({ currency, from }) => `${currency} from ${from}`),
      taken: [],
    },
    {
      path: '/credits',
      key: 'id',
      names: (book.credits ?? []).map(({ id }) => id),
      taken: others.flatMap(({ credits = [] }) => credits.map(({ id }) => id)),
    },
    {
      path: '/reissues',
      key: 'id',
      names: (book.reissues ?? []).map(({ id }) => id),
      taken: others.flatMap(({ reissues = [] }) => reissues.map(({ id }) => id)),
    },
  ];
  return lists.flatMap(({ path, key, names, taken }) => {
    const known = new Set<string>(taken);
    return names.flatMap((name, i) => {
      if (!known.has(name)) {
        known.add(name);
        return [];
      }
      return [
        findingOn(record, 'billing/duplicate', onValue(`${path}/${i}/${key}`), {
          message: `${name} is there already.`,
          help: 'Give it a name of its own, or remove one of the two.',
        }),
      ];
    });
  });
}
