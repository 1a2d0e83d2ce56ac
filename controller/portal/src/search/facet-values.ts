import type { FacetValue } from '../api/types.ts';

const shownAtFirst = 6;

export interface ShownValues {
  shown: FacetValue[];
  hidden: number;
}

/**
 * Selected values always show, also when nothing is left that has them; the rest up to a handful, or all that match.
 * A value that the API gives no words for is named by `labelOf`.
 */
export function chooseFacetValues(
  values: readonly FacetValue[],
  selected: readonly string[],
  { expanded, filter, labelOf }: { expanded: boolean; filter: string; labelOf: (value: string) => string },
): ShownValues {
  const known = new Set(values.map(({ value }) => value));
  const missing = selected
    .filter((value) => !known.has(value))
    .map((value) => ({ value, label: labelOf(value), count: 0 }));
  const all = [
    ...values
      .map((known) => (known.label === known.value ? { ...known, label: labelOf(known.value) } : known))
      .filter(({ value, count }) => count > 0 || selected.includes(value)),
    ...missing,
  ];
  const words = filter.trim().toLowerCase();
  if (expanded) {
    const matches = all.filter(
      ({ label, value }) =>
        label.toLowerCase().includes(words) || value.includes(words) || selected.includes(value),
    );
    return { shown: matches, hidden: 0 };
  }
  // One hidden value would take the same room as the button that shows it.
  if (all.length <= shownAtFirst + 1) return { shown: all, hidden: 0 };
  const shown = all.filter(({ value }, index) => index < shownAtFirst || selected.includes(value));
  return { shown, hidden: all.length - shown.length };
}
