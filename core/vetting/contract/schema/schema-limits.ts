import { field, numberField } from '../document/json-value.ts';

/** Keywords that bound a value from one side. */
export const boundKeywords = [
  'minLength',
  'minItems',
  'minProperties',
  'minimum',
  'maxLength',
  'maxItems',
  'maxProperties',
  'maximum',
] as const;

export type BoundKeyword = (typeof boundKeywords)[number];

/** A rise of a lower bound narrows, a rise of an upper bound widens. */
export type Side = 'lower' | 'upper';

export function sideOf(keyword: BoundKeyword): Side {
  return keyword.startsWith('min') ? 'lower' : 'upper';
}

export interface Bound {
  readonly value: number;
  /** The value itself is not allowed. */
  readonly exclusive: boolean;
}

/** The bounds of one written schema, in both dialects; a lower bound of 0 on a count is none. */
export function readBound(schema: unknown, keyword: BoundKeyword): Bound | undefined {
  const value = numberField(schema, keyword);
  if (keyword !== 'minimum' && keyword !== 'maximum') {
    return value === undefined || (value === 0 && sideOf(keyword) === 'lower')
      ? undefined
      : { value, exclusive: false };
  }
  const exclusive = field(schema, keyword === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum');
  const inclusive = value === undefined ? undefined : { value, exclusive: exclusive === true };
  if (typeof exclusive !== 'number') return inclusive;
  return tighterBound(inclusive, { value: exclusive, exclusive: true }, sideOf(keyword));
}

/** The bound that holds when both must. */
export function tighterBound(a: Bound | undefined, b: Bound, side: Side): Bound {
  return a === undefined || compareBounds(a, b, side) < 0 ? b : a;
}

/** Above 0 when the first is tighter. */
export function compareBounds(a: Bound, b: Bound, side: Side): number {
  const difference = side === 'lower' ? a.value - b.value : b.value - a.value;
  return difference === 0 ? Number(a.exclusive) - Number(b.exclusive) : difference;
}

export function describeBound({ value, exclusive }: Bound): string {
  return exclusive ? `${value} (excluded)` : String(value);
}
