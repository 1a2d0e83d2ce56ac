import { type SelectableCheck, selectableChecks } from '@souk/model/check/check-names.ts';
import { closest } from '@souk/model/finding/suggest.ts';

/** The checks that a list with commas between names, in the order they run; or what is wrong with it. */
export function selectChecks(list: string): readonly SelectableCheck[] | { readonly problem: string } {
  const wanted = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (wanted.length === 0) return { problem: `needs at least one of ${selectableChecks.join(', ')}.` };
  const unknown = wanted.find((name) => !selectableChecks.some((known) => known === name));
  if (unknown === undefined) return selectableChecks.filter((name) => wanted.includes(name));
  const near = closest(unknown, selectableChecks);
  return {
    problem: `names ${JSON.stringify(unknown)}, which is no check. ${near === undefined ? `Choose from ${selectableChecks.join(', ')}.` : `Did you mean ${near}?`}`,
  };
}
