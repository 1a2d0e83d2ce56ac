import { expect, it } from 'vitest';
import { aPriceBook } from '../testing/manifests.ts';
import { previewMonth } from './preview-month.ts';

it.each<[validFrom: string | undefined, month: string]>([
  [undefined, '2026-11'],
  ['2026-01-01', '2026-11'],
  ['2026-11-01', '2026-11'],
  ['2026-11-15', '2026-12'],
  ['2026-12-01', '2026-12'],
  ['2026-12-01T00:00:01Z', '2027-01'],
  ['2027-01-01', '2027-01'],
])('prices that begin %s are seen in %s', (validFrom, month) => {
  const book = aPriceBook(validFrom === undefined ? {} : { validFrom });
  expect(previewMonth([aPriceBook(), book], Date.parse('2026-11-22T00:00:00Z'))).toBe(month);
});
