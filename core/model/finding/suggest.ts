import { distance } from 'fastest-levenshtein';

/** The candidate that a misspelt word was most likely meant to be; undefined when none is near. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const plain = fold(word);
  const ranked = candidates
    .map((candidate) => ({ candidate, edits: distance(plain, fold(candidate)) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best !== undefined && best.edits <= Math.max(1, Math.round(plain.length * 0.4))
    ? best.candidate
    : undefined;
}

/** The one candidate that a misspelt word can only have meant; undefined when there is any doubt. */
export function surest(word: string, candidates: readonly string[]): string | undefined {
  const plain = fold(word);
  const [best, second] = candidates
    .map((candidate) => ({ candidate, edits: distance(plain, fold(candidate)) }))
    .toSorted((a, b) => a.edits - b.edits);
  if (best === undefined || best.edits > mostSlips(plain.length)) return undefined;
  // Another number is another thing, not a slip.
  if (digits(word) !== digits(best.candidate)) return undefined;
  const margin = best.edits > 1 ? 1 : 0;
  return second === undefined || second.edits > best.edits + margin ? best.candidate : undefined;
}

/** How many edits a slip of the fingers may take in a word of this length; two that are swapped take two. */
function mostSlips(length: number): number {
  if (length < 3) return 0;
  return length < 5 ? 1 : 2;
}

function digits(word: string): string {
  return word.replace(/\D/g, '');
}

/** Case, dashes and underscores are what people mix up most: they do not count as differences. */
function fold(word: string): string {
  return word
    .slice(0, 100)
    .toLowerCase()
    .replace(/[-_\s]/g, '');
}

/** `a, b or c`, shortened when long. */
export function quoteList(words: readonly string[], most = 12): string {
  const shown = words.slice(0, most);
  const rest = words.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} or ${rest} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}
