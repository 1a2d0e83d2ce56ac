import { compareMarks } from './compare-marks.ts';
import type { LocalDifference } from './level-comparison.ts';
import type { Effect } from './schema-difference.ts';
import {
  type Bound,
  boundKeywords,
  compareBounds,
  describeBound,
  type Side,
  sideOf,
} from './schema-limits.ts';
import { coversTypes } from './schema-types.ts';
import type { SchemaView } from './schema-view.ts';

/** How the values differ that two schemas let through, by all keywords about the value itself. */
export function compareValues(before: SchemaView, after: SchemaView): LocalDifference[] {
  return [
    ...compareTypes(before, after),
    ...compareNull(before, after),
    ...compareAllowed(before, after),
    ...compareBoundsOf(before, after),
    ...compareMarks(before, after),
  ];
}

function compareTypes({ types: before }: SchemaView, { types: after }: SchemaView): LocalDifference[] {
  if (before === undefined && after === undefined) return [];
  const what = `changes its type from ${describeTypes(before)} to ${describeTypes(after)}`;
  const difference = (effect: Effect): LocalDifference[] => [
    { aspect: 'type', effect, keyword: 'type', what },
  ];
  if (before === undefined || after === undefined)
    return difference(before === undefined ? 'narrower' : 'wider');
  const wider = coversTypes(after, before);
  const narrower = coversTypes(before, after);
  if (wider && narrower) return [];
  return difference(wider ? 'wider' : narrower ? 'narrower' : 'other');
}

function describeTypes(types: ReadonlySet<string> | undefined): string {
  return types === undefined ? 'any' : types.size === 0 ? 'null' : [...types].toSorted().join(' or ');
}

function compareNull(before: SchemaView, after: SchemaView): LocalDifference[] {
  if (before.allowsNull === after.allowsNull) return [];
  if (isUntyped(before) || isUntyped(after)) return [];
  return [
    after.allowsNull
      ? { aspect: 'null', effect: 'wider', keyword: 'type', what: 'may be null now' }
      : { aspect: 'null', effect: 'narrower', keyword: 'type', what: 'may no longer be null' },
  ];
}

/** A schema that names no type lets null through as one of all types; a change of types says so already. */
function isUntyped({ types, values, alternatives }: SchemaView): boolean {
  return types === undefined && values === undefined && alternatives.length === 0;
}

function compareAllowed({ values: before }: SchemaView, { values: after }: SchemaView): LocalDifference[] {
  if (before === undefined && after === undefined) return [];
  const difference = (effect: Effect, what: string): LocalDifference => ({
    aspect: 'values',
    effect,
    keyword: 'enum',
    what,
  });
  if (before === undefined) return [difference('narrower', `is limited to ${quote(after)}`)];
  if (after === undefined) return [difference('wider', 'is no longer limited to a list of values')];
  const gone = new Map([...before].filter(([text]) => !after.has(text)));
  const added = new Map([...after].filter(([text]) => !before.has(text)));
  if (gone.size === before.size && added.size > 0 && before.size > 0) {
    return [difference('other', `changes its values from ${quote(before)} to ${quote(after)}`)];
  }
  return [
    ...(gone.size === 0 ? [] : [difference('narrower', `no longer has the value ${quote(gone)}`)]),
    ...(added.size === 0 ? [] : [difference('wider', `gets the value ${quote(added)}`)]),
  ];
}

function quote(values: ReadonlyMap<string, unknown> | undefined): string {
  const texts = [...(values?.keys() ?? [])].map((text) =>
    text.length > 40 ? `${text.slice(0, 40)}…` : text,
  );
  const shown = texts.slice(0, 5).join(', ');
  return texts.length > 5 ? `${shown} and ${texts.length - 5} more` : shown;
}

function compareBoundsOf(before: SchemaView, after: SchemaView): LocalDifference[] {
  return boundKeywords.flatMap((keyword): LocalDifference[] => {
    const effect = effectOfBound(before.bounds.get(keyword), after.bounds.get(keyword), sideOf(keyword));
    if (effect === undefined) return [];
    const [from, to] = [before.bounds.get(keyword), after.bounds.get(keyword)].map((bound) =>
      bound === undefined ? 'none' : describeBound(bound),
    );
    return [{ aspect: 'bound', effect, keyword, what: `changes its ${keyword} from ${from} to ${to}` }];
  });
}

function effectOfBound(before: Bound | undefined, after: Bound | undefined, side: Side): Effect | undefined {
  if (before === undefined || after === undefined) {
    if (before === after) return undefined;
    return before === undefined ? 'narrower' : 'wider';
  }
  const order = compareBounds(after, before, side);
  return order === 0 ? undefined : order > 0 ? 'narrower' : 'wider';
}
