const SHOWN = 3;

/** The first few of a list in words: `a, b, c and 2 more`. */
export function listSome(items: readonly string[]): string {
  const shown = items.slice(0, SHOWN).join(', ');
  return items.length > SHOWN ? `${shown} and ${items.length - SHOWN} more` : shown;
}
