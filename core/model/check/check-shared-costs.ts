import type { CatalogRecord } from '../catalog/catalog.ts';
import { type DraftFinding, onKey, onValue } from '../finding/draft-finding.ts';
import { appendPointer } from '../finding/json-pointer.ts';
import type { PriceBook } from '../manifest/manifest.ts';
import { findingOn } from './check.ts';
import { checkAboveZero } from './check-price.ts';

type SharedCost = NonNullable<PriceBook['sharedCosts']>[number];

/** Whether each shared cost says among whom it is divided, and for a time that exists. */
export function checkSharedCosts(record: CatalogRecord, { sharedCosts = [] }: PriceBook): DraftFinding[] {
  return sharedCosts.flatMap((cost, i) => [
    ...checkSplit(record, `/sharedCosts/${i}`, cost),
    ...Object.entries(cost.weights ?? {}).flatMap(([name, weight]) =>
      checkAboveZero(record, appendPointer(`/sharedCosts/${i}/weights`, name), weight, `weight of ${name}`),
    ),
  ]);
}

function checkSplit(
  record: CatalogRecord,
  pointer: string,
  { id, split, among, weights, from, until }: SharedCost,
): DraftFinding[] {
  const findings: DraftFinding[] = [];
  if (split === 'fixed' && weights === undefined) {
    findings.push(
      findingOn(record, 'billing/split', onValue(`${pointer}/split`), {
        message: `The shared cost ${id} has fixed parts, but no weights.`,
        help: 'Add weights, such as `weights: { CC-1010: "3", CC-1020: "1" }`.',
      }),
    );
  }
  const useless = split === 'fixed' ? 'among' : 'weights';
  if ((split === 'fixed' ? among : weights) !== undefined) {
    findings.push(
      findingOn(record, 'billing/split', onKey(`${pointer}/${useless}`), {
        message: `With split ${split}, ${useless} of the shared cost ${id} counts for nothing.`,
        help:
          split === 'fixed'
            ? 'Write weights for all who bear it.'
            : 'Remove weights, or write `split: fixed`.',
      }),
    );
  }
  if (from !== undefined && until !== undefined && until < from) {
    findings.push(
      findingOn(record, 'billing/split', onValue(`${pointer}/until`), {
        message: `The shared cost ${id} ends in ${until}, before it begins in ${from}.`,
        help: 'Write a last month that is not before the first one.',
      }),
    );
  }
  return findings;
}
