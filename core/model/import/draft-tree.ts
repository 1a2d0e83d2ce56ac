import { appendPointer, parsePointer } from '../finding/json-pointer.ts';

type Container = Record<string, unknown> | unknown[];

/** Sets the value at a path, making the mappings on the way; a number after a mapping's key makes a list. */
export function graft(tree: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let current: Container = tree;
  path.forEach((token, i) => {
    if (i === path.length - 1) {
      setChild(current, token, value);
      return;
    }
    const present = child(current, token);
    const next: Container = isContainer(present) ? present : /^\d+$/.test(path[i + 1] ?? '') ? [] : {};
    if (next !== present) setChild(current, token, next);
    current = next;
  });
}

/** Removes the value at a pointer, and the container around it when that is empty then. */
export function cutOut(
  tree: Record<string, unknown>,
  pointer: string,
): { pointer: string; fromList: boolean } {
  const tokens = parsePointer(pointer);
  const token = tokens.pop() ?? '';
  const parent = tokens.reduce<unknown>((current, key) => child(current, key), tree);
  if (!isContainer(parent)) return { pointer, fromList: false };
  const fromList = Array.isArray(parent);
  if (fromList) parent.splice(Number(token), 1);
  else delete parent[token];
  const isEmpty = fromList ? parent.length === 0 : Object.keys(parent).length === 0;
  return isEmpty && tokens.length > 0
    ? cutOut(
        tree,
        tokens.reduce((path, key) => appendPointer(path, key), ''),
      )
    : { pointer, fromList };
}

export function isWithin(pointer: string, ancestor: string): boolean {
  return pointer === ancestor || pointer.startsWith(`${ancestor}/`);
}

/** Where a pointer leads after the list item at `removed` is gone: the items behind it move up by one. */
export function renumber(pointer: string, removed: string): string {
  const slash = removed.lastIndexOf('/') + 1;
  const listPath = removed.slice(0, slash);
  if (!pointer.startsWith(listPath)) return pointer;
  const [index = '', ...rest] = pointer.slice(slash).split('/');
  const moved = Number(index) > Number(removed.slice(slash)) ? String(Number(index) - 1) : index;
  return listPath + [moved, ...rest].join('/');
}

function child(container: unknown, token: string): unknown {
  return isContainer(container) && Object.hasOwn(container, token)
    ? (container as Record<string, unknown>)[token]
    : undefined;
}

function setChild(container: Container, token: string, value: unknown): void {
  // A key such as __proto__ must become a field and nothing else.
  Object.defineProperty(container, token, { value, enumerable: true, writable: true, configurable: true });
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}
