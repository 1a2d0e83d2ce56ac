import type { InstallationFacts, Presence } from './billing-inputs.ts';
import { compareText } from './compare-text.ts';
import { instantOf } from './month.ts';
import type { PriceTerms } from './price-terms.ts';
import type { Pricing } from './pricing.ts';
import { costCenterOf } from './read-slices.ts';

/** A time in which an installation was there, and what it was then. Milliseconds since 1970, half open. */
export interface Cut {
  readonly from: number;
  readonly to: number;
  readonly version: string;
  readonly costCenter: string;
  readonly book: PriceTerms;
}

/** Cuts at every beginning and end, so that each instant counts once: where two overlap, the one that began later. */
export function cutPresences(
  pricing: Pricing,
  facts: InstallationFacts,
  presences: readonly Presence[],
): Cut[] {
  const known = presences
    .map(({ from, to, version, costCenter }) => ({
      from: instantOf(from),
      to: instantOf(to),
      version,
      costCenter: costCenterOf(costCenter, facts),
    }))
    .toSorted(
      (a, b) =>
        b.from - a.from ||
        compareText(b.version, a.version) ||
        compareText(b.costCenter, a.costCenter) ||
        b.to - a.to,
    );
  return pricing.windows.flatMap(({ from: begin, to: end, terms }) => {
    const edges = [begin, end, ...known.flatMap(({ from, to }) => [from, to])]
      .filter((edge) => edge >= begin && edge <= end)
      .toSorted((a, b) => a - b);
    const cuts: Cut[] = [];
    for (const [i, from] of edges.entries()) {
      const to = edges[i + 1];
      const there =
        to === undefined || to === from ? undefined : known.find((one) => one.from <= from && one.to >= to);
      if (to === undefined || there === undefined) continue;
      const { version, costCenter } = there;
      const last = cuts.at(-1);
      if (last?.to === from && last.version === version && last.costCenter === costCenter)
        cuts[cuts.length - 1] = { ...last, to };
      else cuts.push({ from, to, version, costCenter, book: terms });
    }
    return cuts;
  });
}
