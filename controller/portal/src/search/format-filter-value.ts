import { formatLabel } from '../parts/format-label.ts';
import type { ActiveFilter, FilterName } from './search-state.ts';

/** Values that people know as they are written: identifiers and words of their own choice. */
const shownAsWritten: readonly FilterName[] = ['owner', 'tag', 'scope'];

/** How a filter's value reads when no facet gives it a label, because nothing has the value any more. */
export function formatFilterValue({ name, value }: ActiveFilter): string {
  return shownAsWritten.includes(name) ? value : formatLabel(value);
}
