/** Separators of the identities in certificates: a star never crosses one. */
const SEPARATOR = /([/@])/;

/**
 * Whether a text is what a pattern describes, from its first to its last character. `*` stands for any characters but
 * `/` and `@`; there is no other special character. The time is linear in the length of the text for each star.
 */
export function matchesPattern(text: string, pattern: string): boolean {
  const parts = text.split(SEPARATOR);
  const patterns = pattern.split(SEPARATOR);
  return parts.length === patterns.length && parts.every((part, i) => matchesPart(part, patterns[i] ?? ''));
}

/** Takes the first fitting place for each piece between stars: if any choice fits, the first one does. */
function matchesPart(part: string, pattern: string): boolean {
  const [start = '', ...pieces] = pattern.split('*');
  const end = pieces.pop();
  if (end === undefined) return part === start;
  if (!part.startsWith(start)) return false;
  let at = start.length;
  for (const piece of pieces) {
    const found = part.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return part.length - end.length >= at && part.endsWith(end);
}
