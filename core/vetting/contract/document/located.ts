import { appendPointer } from '@souk/model/finding/json-pointer.ts';
import { field, isObject, listOf } from './json-value.ts';

/** A value with the place where it is written. */
export interface Located {
  /** Name of the file, relative to the folder of the entry. */
  readonly file: string;
  readonly pointer: string;
  readonly value: unknown;
}

/** The value under a key, or at an index, of a located one. */
export function child(parent: Located, key: string | number): Located {
  return {
    file: parent.file,
    pointer: isPlain(key) ? `${parent.pointer}/${key}` : appendPointer(parent.pointer, key),
    value: typeof key === 'number' ? listOf(parent.value)[key] : field(parent.value, key),
  };
}

/** Keys that a pointer holds as they are: nearly all, in documents of which each value gets a pointer. */
function isPlain(key: string | number): boolean {
  return typeof key === 'number' || !(key.includes('/') || key.includes('~'));
}

/** Each value of a mapping, by its key. */
export function childrenOf(parent: Located): [string, Located][] {
  return isObject(parent.value) ? Object.keys(parent.value).map((key) => [key, child(parent, key)]) : [];
}

export function itemsOf(parent: Located): Located[] {
  return listOf(parent.value).map((_, index) => child(parent, index));
}

export function addressOf({ file, pointer }: Located): string {
  return `${file}#${pointer}`;
}
