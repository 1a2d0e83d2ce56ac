const PART = /^[a-z0-9][a-z0-9-]{0,119}(\.[a-z0-9]{1,8}){0,2}$/;

/**
 * Name of a file, with a slash between parts. It leads nowhere else, and is the same in folders that know no capitals.
 *
 * @throws {RangeError} for parts that are no names
 */
export function exportName(...parts: readonly string[]): string {
  const odd = parts.find((part) => !PART.test(part));
  if (parts.length === 0 || odd !== undefined)
    throw new RangeError(`"${(odd ?? '').slice(0, 140)}" can be no part of the name of a file.`);
  return parts.join('/');
}

/** `2026-11/focus-2026-11.csv` as `2026-11/focus-2026-11.r2.csv`; the first revision has no number. */
export function nameOfRevision(base: string, revision: number): string {
  return revision === 1 ? base : base.replace(/(\.[a-z0-9]+)$/, `.r${revision}$1`);
}
