import { fieldsOf, isFields } from '../plain-value.ts';
import type { Span } from '../remark.ts';
import type { Path } from './find-place.ts';
import type { PlacedDocument } from './read-documents.ts';

/** A value of a document that knows where it stands; also one that is missing, which knows where it should stand. */
export interface PlacedValue {
  readonly value: unknown;
  readonly path: Path;
  readonly document: PlacedDocument;
}

export function rootOf(document: PlacedDocument): PlacedValue {
  return { value: document.value, path: [], document };
}

/** The value at the keys below another; its `value` is undefined when one of them is missing. */
export function get(from: PlacedValue, ...keys: readonly string[]): PlacedValue {
  return keys.reduce<PlacedValue>(
    ({ value, path, document }, key) => ({
      value: isFields(value) && Object.hasOwn(value, key) ? value[key] : undefined,
      path: [...path, key],
      document,
    }),
    from,
  );
}

/** The items of a list; none for anything else. */
export function items({ value, path, document }: PlacedValue): PlacedValue[] {
  return Array.isArray(value)
    ? value.map((item: unknown, i) => ({ value: item, path: [...path, i], document }))
    : [];
}

/** The fields of a mapping by name; none for anything else. */
export function entries({ value, path, document }: PlacedValue): [name: string, field: PlacedValue][] {
  return Object.entries(fieldsOf(value)).map(([name, field]) => [
    name,
    { value: field, path: [...path, name], document },
  ]);
}

export function isGiven({ value }: PlacedValue): boolean {
  return value !== undefined && value !== null;
}

/** Text and numbers as text; undefined for anything else. */
export function scalarText({ value }: PlacedValue): string | undefined {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;
}

export function placeOf({ document, path }: PlacedValue, on: 'key' | 'value' = 'value'): Span {
  return document.placeOf(path, on);
}
