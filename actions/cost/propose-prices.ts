import type { PriceBook } from '@souk/model/manifest/manifest.ts';

/**
 * A proposed price book as if it had always been valid: the month that it is tried on lies before the day it is meant for.
 * Exchange rates that it does not say are those of the catalog.
 */
export function proposePrices(
  { validFrom: _, ...proposed }: PriceBook,
  catalog: readonly PriceBook[],
): PriceBook {
  const own = proposed.exchangeRates ?? [];
  const known = new Set(own.map(({ currency, from }) => `${currency} ${from}`));
  const inherited = catalog
    .filter(({ currency }) => currency === proposed.currency)
    .flatMap(({ exchangeRates = [] }) => exchangeRates)
    .filter(({ currency, from }) => {
      const key = `${currency} ${from}`;
      return known.size < known.add(key).size;
    });
  const exchangeRates = [...own, ...inherited];
  return exchangeRates.length === 0 ? proposed : { ...proposed, exchangeRates };
}
