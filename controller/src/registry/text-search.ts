import { distance } from 'fastest-levenshtein';
import { termsOf } from './terms-of.ts';
import { type Hits, TextIndex } from './text-index.ts';

/** A question of more words than this is cut: nobody reads so far. */
const MOST_WORDS = 12;
/** Beginnings of words shorter than this are too many to mean anything. */
const SHORTEST_PREFIX = 2;

/** Full text over the registry: every word must be there, or begin a word; typos are forgiven where that finds nothing. */
export class TextSearch {
  readonly index = new TextIndex();

  find(question: string): Hits {
    const words = [...new Set(termsOf(question))].slice(0, MOST_WORDS);
    if (words.length === 0) return { documents: [], scores: new Float64Array(0) };
    const strict = words.map((word) => this.#beginningWith(word));
    const exact = this.index.find(strict, { some: false });
    if (exact.documents.length > 0) return exact;
    const forgiving = words.map((word, i) => (strict[i]?.size ? strict[i] : this.#like(word)));
    const near = this.index.find(forgiving, { some: false });
    return near.documents.length > 0 ? near : this.index.find(forgiving, { some: true });
  }

  /** Terms that a word is, or begins; the more of the term it covers, the better it fits. */
  #beginningWith(word: string): Map<string, number> {
    const { terms } = this.index;
    const fits = new Map<string, number>();
    for (let i = firstNotBefore(terms, word); i < terms.length; i++) {
      const term = terms[i] as string;
      if (!term.startsWith(word)) break;
      if (term === word) fits.set(term, 1);
      else if (word.length >= SHORTEST_PREFIX) fits.set(term, (0.6 * word.length) / term.length);
    }
    return fits;
  }

  /** Terms a typo or two away. */
  #like(word: string): Map<string, number> {
    const edits = word.length > 7 ? 2 : word.length > 3 ? 1 : 0;
    const fits = new Map<string, number>();
    if (edits === 0) return fits;
    for (const term of this.index.terms) {
      if (Math.abs(term.length - word.length) > edits) continue;
      const apart = distance(word, term);
      if (apart <= edits) fits.set(term, 0.4 / apart);
    }
    return fits;
  }
}

function firstNotBefore(terms: readonly string[], word: string): number {
  let low = 0;
  let high = terms.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((terms[middle] as string) < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
