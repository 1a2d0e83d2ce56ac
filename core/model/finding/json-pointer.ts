/** RFC 6901: the reference tokens of a JSON pointer. */
export function parsePointer(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function appendPointer(pointer: string, token: string | number): string {
  return `${pointer}/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The value at a pointer, or undefined where there is none. */
export function valueAt(value: unknown, pointer: string): unknown {
  return parsePointer(pointer).reduce<unknown>((current, token) => {
    if (typeof current !== 'object' || current === null) return undefined;
    return Object.hasOwn(current, token) ? (current as Record<string, unknown>)[token] : undefined;
  }, value);
}
