import { Type } from 'typebox';

/** A closed list of texts; written as an `enum`, which validators explain better than a union. */
export function oneOf<T extends string>(values: readonly T[], options: object = {}) {
  return Type.Unsafe<T>({ type: 'string', enum: [...values], ...options });
}
